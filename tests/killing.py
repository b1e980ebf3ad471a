"""A process killed, or failing, at each of its steps on disk in turn."""

import os
import sys

# what the interpreter tells of before it does it, beside opening to write; of fsync it does not tell
STEPS = ("os.rename", "os.remove", "os.mkdir", "os.chmod")


def in_child(work, folder, at, how):
    """Run `work` in a forked process whose step number `at` below the folder kills it or fails; 0 if it ended before."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def step():
        nonlocal steps
        steps += 1
        if steps == at:
            if how == "kill":
                os._exit(9)
            raise OSError(28, "No space left on device")

    def hook(event, arguments):
        writes = event in STEPS or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and str(folder) in str(arguments[0]):
            step()

    real = os.fsync
    os.fsync = lambda handle: (step(), real(handle))[1]
    sys.addaudithook(hook)
    try:
        work(folder)
    except BaseException:  # noqa: BLE001 (whatever it is, the child ends here)
        os._exit(8)
    os._exit(0 if steps < at else 7)


def outcomes(work, prepare, look, how, every=1, most=400):
    """What is found after a kill or failure at each step in turn, or at `every` so many, until the work gets through."""
    found = []
    for at in range(1, most, every):
        folder = prepare(at)
        code = in_child(work, folder, at, how)
        found.append(look(folder))
        assert code in (0, 7, 8, 9)
        if code == 0:
            return found
    raise AssertionError("the work never ends")
