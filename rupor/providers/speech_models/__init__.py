"""Recognisers that read a model from a folder given by the administrator: vosk and sherpa-onnx."""
