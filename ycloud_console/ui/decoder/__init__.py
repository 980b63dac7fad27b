"""The decoder page: a receipt, a PDU or a text, taken apart as it is pasted."""
