"""What the world does to the shop, one file each."""
