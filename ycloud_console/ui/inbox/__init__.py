"""What comes in by itself: texts from phones, and receipts that match no message."""
