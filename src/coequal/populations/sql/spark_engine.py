"""Spark: in this process's own Java machine, or on a cluster."""

import logging
import os
import re
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations.sql.dialects import SPARK
from coequal.populations.sql.drivers import imported
from coequal.populations.sql.engine import Engine, Row

_CLASS = re.compile(r"^(org[.][a-zA-Z.]+: )?(\[[A-Z_.0-9]+\] )?")  # what an error of Spark is called before it says what is wrong
_PATIENCE = 10.0  # seconds for a cluster to answer at all
_SETTINGS = {
    "spark.app.name": "coequal",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class Spark(Engine):
    """A session of Spark. A table may be the path of a Parquet file, which every worker has to see."""

    dialect = SPARK

    def __init__(self, master: str) -> None:
        """Start a session; what is no `local…` is HOST:PORT of a standalone cluster. Raises `CoequalError`."""
        self._pyspark = imported("pyspark", "spark", "Spark")
        self._known = (
            imported("pyspark.errors", "spark", "Spark").PySparkException,
            imported("py4j.protocol", "spark", "Spark").Py4JError,
        )
        is_here = master.startswith("local")
        if not is_here:
            _answers(master)
        self._check()
        settings = _SETTINGS | (_HERE if is_here else {}) | {"spark.master": master if is_here else f"spark://{master}"}
        logging.getLogger("SQLQueryContextLogger").disabled = True  # else every mistake is printed with its Java stack
        logging.getLogger("py4j").setLevel(logging.CRITICAL)
        with self.telling():
            self.session = self._started(settings)

    def source(self, table: str) -> exp.Expr:
        if not table.endswith(".parquet"):
            return super().source(table)
        path = str(Path(table).absolute()) if Path(table).exists() else table
        return exp.table_(path, db="parquet", quoted=True)

    def close(self) -> None:
        with suppress(Exception):  # where Java has gone, nothing need be stopped
            self.session.stop()
        self._let_go()

    def _types(self, table: str) -> list[tuple[str, str]]:
        query = exp.select("*").from_(self.source(table)).sql("spark")
        found: list[tuple[str, str]] = self.session.sql(query).dtypes
        return found

    def _run(self, text: str) -> list[Row]:
        return [tuple(row) for row in self.session.sql(text).collect()]

    def _failed(self, error: Exception) -> CoequalError | None:
        if isinstance(error, ConnectionError | EOFError) or type(error).__name__ == "Py4JNetworkError":
            return CoequalError("Spark: its Java process has ended. Start again.")
        if not isinstance(error, self._known):
            return None
        if "JAVA_GATEWAY_EXITED" in str(error):
            return CoequalError("Spark did not start. It needs Java 17 or later; `java -version` should work.")
        cause = getattr(error, "java_exception", None)
        said = str(cause.toString()) if cause is not None else str(error)
        first = next(line for line in said.splitlines() if line.strip())
        return CoequalError(f"Spark: {_CLASS.sub('', first)}")

    def _check(self) -> None:
        """There is Java, and no session of somebody else's, which would be taken for the one that is asked for."""
        if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
            raise CoequalError("Spark needs Java 17 or later, and there is no Java here. Install it, or set JAVA_HOME.")
        if self._pyspark.SparkContext._active_spark_context is not None:  # noqa: SLF001  # there is no public way to ask
            raise CoequalError("A Spark session is open in this process already. Close it first.")

    def _started(self, settings: dict[str, str]) -> Any:
        conf = self._pyspark.SparkConf().setAll(list(settings.items()))
        java = imported("pyspark.java_gateway", "spark", "Spark")
        self._gateway = java.launch_gateway(conf, {"stdout": DEVNULL, "stderr": DEVNULL})
        try:
            context = self._pyspark.SparkContext(conf=conf, gateway=self._gateway)
            return imported("pyspark.sql", "spark", "Spark").SparkSession(context)
        except self._known as error:
            said = self._failed(error)  # which has to ask Java what the matter is
            self._let_go()
            raise said or error from None

    def _let_go(self) -> None:
        """End the Java process, which PySpark would keep for the next session with the settings of this one."""
        with suppress(Exception):
            self._gateway.shutdown()
        self._gateway.proc.stdin.close()
        self._gateway.proc.wait()
        context = self._pyspark.SparkContext
        context._gateway = context._jvm = context._active_spark_context = None  # noqa: SLF001  # nor to forget them


def _answers(address: str) -> None:
    """Nothing, where something listens at HOST:PORT. Spark itself would try for a minute."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except (OSError, ValueError):
        raise CoequalError(
            f"No Spark answers at {address}. Write spark://HOST:PORT, or spark://local[2] for this machine."
        ) from None
