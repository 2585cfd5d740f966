"""What everybody is told of a programme, and the e-mails to those who asked to be told."""
