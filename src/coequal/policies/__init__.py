"""The literate file, the library, and which version binds."""
