"""Write ONNX files from checkpoints: `python -m atelier.export PART [options]`, one module per part."""
