"""English: what pages say, by the Chinese sentence; a file each for what belongs together."""
