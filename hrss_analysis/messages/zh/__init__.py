"""Chinese: what the command and its errors say, by the English sentence; a file each for a room."""
