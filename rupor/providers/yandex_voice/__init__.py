"""Yandex SpeechKit as a voice: each text is one request of its synchronous API (v1)."""
