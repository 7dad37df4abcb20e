"""The program with a register of its own, for the checks beside."""
import contextlib
import re
import subprocess
import tempfile


@contextlib.contextmanager
def serving(portulan, example):
    """An example, served: its address, the link for the first account, and the process."""
    with tempfile.TemporaryDirectory() as data:
        subprocess.run([portulan, "import", example, "--data", data], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [portulan, "serve", "--data", data, "--listen", "127.0.0.1:0", "--no-rate-limit"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            said = ""
            while "/office/start/" not in said:
                line = server.stdout.readline()
                if not line:
                    raise SystemExit("the program ended: " + said)
                said += line
            yield re.search(r"http://[\d.:]+", said).group(0), re.search(r"\S+/office/start/\S+", said).group(0), server
        finally:
            server.terminate()
