"""The built-in voice: espeak-ng, spoken in processes of its own, made even in loudness, kept as 8 kHz clips."""
