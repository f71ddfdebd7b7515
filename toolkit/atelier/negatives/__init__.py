"""Pictures in which there is no drawn person to read: what the face stack must refuse. Python makes what has shapes; noises,
patterns and camera photographs need no file and are made by the evaluation itself (tests/eval/negatives)."""
