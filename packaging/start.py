"""Where the packaged program begins: PyInstaller wants a file, and `python -m` is none."""

from ycloud_console.__main__ import main

main()
