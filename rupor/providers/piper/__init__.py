"""Piper voices: neural models in a folder given by the administrator, run by onnxruntime in this process."""
