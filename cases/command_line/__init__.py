"""What the commands on the server have in common: Danish words, days, files and their refusals."""
