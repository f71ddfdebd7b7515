

import os

# [Note: threads wait asleep] OpenMP's threads spin at every barrier by default, which starves whatever else the machine runs;
# measured on two busy cores, sleeping made training ten times as fast. It must be said before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
