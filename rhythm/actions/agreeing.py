"""What becomes of topics and requests: taken on, accepted, kept to oneself or shared, said to be about something."""

from __future__ import annotations

from rhythm.actions.meetings import close_topic_in, insert_promise, refuse_settled, the_promise, the_topic
from rhythm.domain.meetings import NewPromise, Note, Promise, PromiseKind, Shareable, Side, Theme, Topic, TopicState
from rhythm.errors import NotFound, RhythmError
from rhythm.queries import meetings as queries
from rhythm.storage.database import Database


def accept_request(db: Database, promise_id: int) -> Promise:
    """Make a promise of what was asked for; only this does. Raises RhythmError when nothing is asked for there."""
    with db.action(f"accept request #{promise_id}"):
        found = the_promise(db, promise_id)
        if found.kind is not PromiseKind.REQUEST:
            raise RhythmError(f"#{promise_id} is no request", "rhythm promises shows what is asked for")
        refuse_settled(found)
        db.update("promise", promise_id, kind=PromiseKind.PROMISE)
    return the_promise(db, promise_id)


def take_on(db: Database, topic_id: int) -> Promise:
    """Make an action of mine of a topic, which thereby is discussed. Raises RhythmError when it is closed already."""
    today = db.clock.today()
    with db.action(f"take on a topic of {the_topic(db, topic_id).person}"):
        topic = the_topic(db, topic_id)
        if topic.state is not TopicState.OPEN:
            raise RhythmError(f"that topic is {topic.state} already", "undo takes that back")
        new = NewPromise(topic.body, mine=True, due=None, kind=PromiseKind.ACTION, private=topic.private)
        promise_id = insert_promise(db, topic.person_id, new, today, None)
        close_topic_in(db, topic_id, TopicState.DISCUSSED, today, None)
    return the_promise(db, promise_id)


def say_of_topic(db: Database, topic_id: int, *, side: Side, theme: Theme | None) -> Topic:
    """Say who brought a topic, and what it is for; a theme of None is taken away."""
    with db.action(f"say of a topic of {the_topic(db, topic_id).person} what it is"):
        db.update("topic", topic_id, side=side, theme=theme)
    return the_topic(db, topic_id)


def keep_private(db: Database, kind: Shareable, number: int, private: bool) -> Topic | Promise | Note:
    """Keep a record to oneself, or let it be shared. Raises NotFound."""
    with db.action(f"{'keep' if private else 'share'} a {kind}"):
        _the(db, kind, number)
        db.update(kind, number, private=int(private))
    return _the(db, kind, number)


def _the(db: Database, kind: Shareable, number: int) -> Topic | Promise | Note:
    found: Topic | Promise | Note | None = {
        "topic": queries.topic,
        "promise": queries.promise,
        "note": queries.note,
    }[kind](db, number)
    if found is None:
        raise NotFound(f"there is no {kind} #{number}", "rhythm prep NAME shows what there is")
    return found
