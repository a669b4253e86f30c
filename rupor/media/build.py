"""Compiles the native media core with the machine's C compiler: `python -m rupor.media.build [--asan]`.

Without a compiler nothing fails: it says so in one line, and calls run on the numpy stand-in.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
HEADERS = Path(sysconfig.get_path("include"))
SOURCES = (
    "core",
    "stream_type",
    "prompt_type",
    "wheel",
    "sending",
    "receiving",
    "digits",
    "listening",
    "placing",
    "feed",
    "bridge",
    "rtcp",
    "srtp",
    "cipher",
    "recording",
    "writer",
    "events",
    "law",
)
ASAN_FOLDER = HERE / "asan"
WARNINGS = ("-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-missing-field-initializers", "-Wno-cast-function-type")


def compiler() -> str | None:
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def extension_name() -> str:
    return f"_core{sysconfig.get_config_var('EXT_SUFFIX')}"


def sanitizer_library() -> str:
    """The run-time library that must be loaded before the interpreter when the sanitized core is tested."""
    answer = subprocess.run(
        [compiler() or "cc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def compile_core(*, asan: bool = False, headers: Path = HEADERS) -> Path | None:
    """The compiled extension, next to its sources; None where no compiler, or no Python headers for it, are found."""
    found = compiler()
    if found is None or not (headers / "Python.h").exists():
        return None
    folder = ASAN_FOLDER if asan else HERE
    folder.mkdir(exist_ok=True)
    result = folder / extension_name()
    sharpness = ("-O1", "-g", "-fsanitize=address,undefined", "-fno-omit-frame-pointer") if asan else ("-O3", "-g0")
    draft = result.with_suffix(f".{os.getpid()}.so")
    command = [found, "-std=gnu11", "-shared", "-fPIC", "-pthread", "-fvisibility=hidden", *sharpness, *WARNINGS]
    command += [
        f"-I{headers}",
        *(str(HERE / f"{name}.c") for name in SOURCES),
        "-lm",
        "-ldl",
        "-o",
        str(draft),
    ]
    subprocess.run(command, check=True)
    draft.replace(result)
    return result


def compile_program(*, source: Path, result: Path) -> bool:
    """A small C program (the bench's independent far side); False where no compiler is found."""
    found = compiler()
    if found is None:
        return False
    subprocess.run([found, "-std=gnu11", "-O2", "-pthread", str(source), "-lm", "-o", str(result)], check=True)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asan", action="store_true", help="build with AddressSanitizer into a folder of its own")
    result = compile_core(asan=parser.parse_args().asan)
    if result is None:
        sys.stderr.write(
            "No C compiler or no Python headers: calls will run on the numpy media core (good to a hundred or two).\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
