"""YCloud Console: a desktop operator console for YCloud's SMPP text-message service."""
