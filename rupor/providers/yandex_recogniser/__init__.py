"""Yandex SpeechKit as a recogniser: each answer of a person is one request of its synchronous API (v1)."""
