"""Tables as people have them: text in any encoding, .xls, .xlsx; every one becomes batches of rows of text cells."""
