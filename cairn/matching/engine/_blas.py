"""One thread for each product of matrices, set before NumPy is first loaded.

The products here are small, and worked on by several threads of our own already. Threads of BLAS
below those gain nothing on a quiet machine, and on a busy one wait for each other many times longer
than they compute. Nothing is changed where somebody has set a number.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
