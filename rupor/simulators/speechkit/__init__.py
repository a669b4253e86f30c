"""Yandex SpeechKit in a box: the HTTP faces of recognition, strict as the real ones."""
