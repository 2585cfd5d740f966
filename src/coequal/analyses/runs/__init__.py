"""What analyses work out, without a database: from what is asked to data and a document, told of while it goes on."""
