"""What z3 shows about one policy or two, over every case there can be; and cases that show it to people."""
