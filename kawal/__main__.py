"""`python -m kawal` is the same as the command `kawal`."""

import sys

from kawal.front.cli.main import main

sys.exit(main())
