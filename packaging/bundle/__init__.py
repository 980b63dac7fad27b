"""What makes packages of the program: see packaging/README.md."""
