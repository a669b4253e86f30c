"""A pytest plugin for the run under AddressSanitizer: the sanitized core takes the place of the usual one."""

import importlib.util
import sys

from rupor.media import build

_path = build.ASAN_FOLDER / build.extension_name()
_spec = importlib.util.spec_from_file_location("rupor.media._core", _path)
if _spec is None or _spec.loader is None:
    raise ImportError(f"no sanitized core at {_path}")
_module = importlib.util.module_from_spec(_spec)
sys.modules["rupor.media._core"] = _module
_spec.loader.exec_module(_module)
