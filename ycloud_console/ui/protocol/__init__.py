"""The Protocol page: every PDU of every link, in and out, and what each of them says."""
