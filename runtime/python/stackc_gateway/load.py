"""Import the app. Rule: nothing of an older generation's import may be seen; two releases can have equal times."""
import importlib
import os
import sys


def load_app(settings):
    """-> what the module names, called when it is a factory. Raises whatever the app's own code raises."""
    os.chdir(settings.root)
    root = os.getcwd()
    # In their order, in front; those that stand somewhere already stay where they are.
    sys.path[:0] = [entry for entry in settings.path if entry not in sys.path]
    if root not in sys.path:
        sys.path.insert(0, root)
    # The keeper imported before `current` pointed here; directory listings are cached by time stamp.
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    found = importlib.import_module(settings.module)
    for word in settings.name.split("."):
        found = getattr(found, word)
    if settings.factory:
        found = found()
    if settings.interface != "tornado" and not callable(found):
        raise TypeError("%s:%s is not callable" % (settings.module, settings.name))
    return found


def server_options(settings):
    """What the app's module says to the server that Tornado and ASGI apps bring along, as its `server_options`."""
    return dict(getattr(sys.modules[settings.module], "server_options", {}))
