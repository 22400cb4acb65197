import itertools
import signal
import threading
import time

import pytest

from proofread.running.limits import TimeIsUp, described, time_limit


def test_the_time_limit_ends_what_takes_too_long():
    begin = time.perf_counter()
    with pytest.raises(TimeIsUp), time_limit(0.05):
        time.sleep(5)
    assert time.perf_counter() - begin < 1


def test_the_time_limit_counts_work_so_that_a_busy_machine_changes_no_verdict():
    with time_limit(0.2):
        time.sleep(0.5)
    with pytest.raises(TimeIsUp), time_limit(0.2):
        any(number < 0 for number in itertools.count())


def test_the_time_limit_leaves_no_alarm_behind():
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_a_time_limit_within_another_leaves_the_outer_one():
    def work() -> None:
        with time_limit(5):
            pass
        time.sleep(5)

    with pytest.raises(TimeIsUp), time_limit(0.1):
        work()


def test_there_is_no_time_limit_outside_the_main_thread():
    done = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


def test_an_exception_is_described_by_type_and_message():
    assert described(ValueError("no")) == "ValueError: no"
    assert described(KeyError()) == "KeyError"
