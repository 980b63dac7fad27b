"""All that is SQLite's own: engines and errors, files and their pages, the search index.

The tables and statements elsewhere are SQLAlchemy Core without anything of SQLite's, so that another database
needs another package like this one and no more.
"""
