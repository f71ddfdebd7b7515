"""Measure the exported ONNX files on held-out people: `python -m atelier.evaluate PART [options]`, one module per part."""
