"""The process that runs a notebook's cells: a Jupyter kernel, confined before it begins.

A program, not a module to import: kernel_process.py FOLDER SECONDS MEMORY -f CONNECTION. Its sockets lie in the folder.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from handbook import wall


def main() -> None:
    """Confine this process, then answer as a kernel."""
    folder, seconds, memory = sys.argv[1:4]
    del sys.argv[1:4], sys.path[0]
    wall.enter(folder, int(seconds), int(memory), listens=True)

    from ipykernel import iostream, kernelapp

    # Its pipe for what forked processes print would be a socket of TCP; here nothing forks.
    iostream.IOPubThread._setup_pipe_in = lambda self: None  # type: ignore[method-assign]
    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
