"""Who answered, measured: a labelled set made of many voices, and what the detector says of it."""
