"""Speaks to the service through a client that openapi-python-client made, and prints what it heard as JSON."""

import json
import sys

from escalation_client import AuthenticatedClient
from escalation_client.api.decisions import evaluate
from escalation_client.api.handoffs import get_conversation, take_handoff_status
from escalation_client.models import (
    Activity,
    ChannelAccount,
    Choice,
    Context,
    ConversationAccount,
    EvaluateAnswer,
    EvaluateRequest,
    HandoffStatusEvent,
    HandoffStatusValue,
    InvalidRequest,
    Menu,
    Problem,
    Recognition,
    TranscriptActivity,
    TranscriptInFull,
)

url, key = sys.argv[1:]
conversation = ConversationAccount(id="python")


def client(token: str) -> AuthenticatedClient:
    return AuthenticatedClient(base_url=url, token=token, prefix="", auth_header_name="X-API-Key")


def turn(id: str, text: str) -> EvaluateRequest:
    context = Context()
    context["tier"] = "gold"
    activity = Activity(conversation=conversation, type_="message", id=id, text=text, from_=ChannelAccount(id="u1"))
    activity["channelData"] = {"seen": True}
    return EvaluateRequest(
        activity=activity,
        context=context,
        menu=Menu(choices=[Choice(value="billing", title="Billing")]),
        recognition=Recognition(intent="None", score=0.2),
        transcript=TranscriptInFull(activities=[TranscriptActivity(text="hello")]),
    )


def decided(id: str, text: str) -> EvaluateAnswer:
    answer = evaluate.sync(client=client(key), body=turn(id, text))
    assert isinstance(answer, EvaluateAnswer), answer
    return answer


goes_on = decided("t1", "where is my parcel")
offered = decided("t2", "can somebody help")
escalated = decided("t3", "a person please")
assert escalated.handoff and escalated.handoff.activity and escalated.analysis.talk_to_human

nameless = turn("t4", "hi")
nameless.activity.conversation = ConversationAccount(id="")
invalid = evaluate.sync_detailed(client=client(key), body=nameless)
assert isinstance(invalid.parsed, InvalidRequest), invalid
unknown = evaluate.sync_detailed(client=client("not a key"), body=turn("t5", "hi"))
assert isinstance(unknown.parsed, Problem), unknown

event = HandoffStatusEvent(
    type_="event",
    name="handoff.status",
    conversation=conversation,
    value=HandoffStatusValue(state="accepted", message="Kim took over", handoff_id=escalated.handoff.id),
)
status = take_handoff_status.sync(client=client(key), body=event)
kept = get_conversation.sync(client=client(key), id="python")

print(
    json.dumps(
        {
            "continue": goes_on.decision.outcome,
            "offer": offered.decision.outcome,
            "escalate": escalated.decision.outcome,
            "score": escalated.analysis.talk_to_human.score,
            "activity": escalated.handoff.activity.name,
            "tier": escalated.handoff.activity.value["tier"],
            "handoffBefore": goes_on.handoff,
            "invalid": [invalid.status_code, invalid.parsed.errors[0].path],
            "unknown": [unknown.status_code, unknown.parsed.title],
            "status": status.handoff.state,
            "turns": [turn.outcome for turn in kept.turns],
            "kept": kept.handoff.state,
        }
    )
)
