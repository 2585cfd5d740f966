"""A way to a server on which everything takes long."""

import asyncio
import threading


class SlowWay:
    """Listens on a port of this machine, and hands everything on to another one after so many seconds, both ways."""

    def __init__(self, to: int, seconds: float) -> None:
        """Begin to listen; `port` is where."""
        self.to, self.seconds = to, seconds
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def stop(self) -> None:
        """Listen no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.to)
        await asyncio.gather(self._hand_on(reader, back), self._hand_on(there, writer))

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while got := await reader.read(65536):
                await asyncio.sleep(self.seconds)
                writer.write(got)
                await writer.drain()
        except OSError:
            return
        finally:
            writer.close()
