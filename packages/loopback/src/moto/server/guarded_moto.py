"""Serves moto on a TCP port to the one caller that knows a secret.

A container's moto can't be reached by a Unix socket from every system that Docker runs on, and any program or web page
on the machine can connect to a port. The secret comes in the environment, where no list of processes shows it.

Arguments: the address and the port to listen on.
"""

import hmac
import os
import sys

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple

secret = os.environ.pop("FEATHEREDGE_MOTO_SECRET").encode()
moto = DomainDispatcherApplication(create_backend_app)


def guarded(environ, start_response):
    given = environ.pop("HTTP_X_FEATHEREDGE_SECRET", "").encode("latin1")
    if hmac.compare_digest(given, secret):
        return moto(environ, start_response)
    start_response("403 Forbidden", [("Content-Type", "text/plain")])
    return [b"Only the loopback that started this server may use it.\n"]


run_simple(sys.argv[1], int(sys.argv[2]), guarded, threaded=True)
