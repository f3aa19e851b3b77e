import pytest
from tests.interop.wire import GatewayProcess


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    """A running gateway on an empty clinic, shared by a module."""
    process = GatewayProcess(tmp_path_factory.mktemp("gateway"))
    process.prepare()
    process.start()
    yield process
    process.stop()
