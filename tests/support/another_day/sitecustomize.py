"""A clock that shows a day four years later, for every Python started with this folder in PYTHONPATH."""

import datetime
import time

SECONDS = 4 * 366 * 86_400
now, gmtime, localtime, strftime = time.time, time.gmtime, time.localtime, time.strftime


class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    today = now

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)


time.time = lambda: now() + SECONDS
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, moment=None: strftime(form, moment or time.localtime())
datetime.date, datetime.datetime = Date, DateTime
