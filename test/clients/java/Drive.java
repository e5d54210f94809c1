import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.DecisionsApi;
import org.openapitools.client.api.HandoffsApi;
import org.openapitools.client.model.*;

/** Speaks to the service through a client that openapi-generator made, and prints what it heard as JSON. */
public final class Drive {
  private static final String CONVERSATION = "java";

  public static void main(String[] args) throws Exception {
    String url = args[0];
    DecisionsApi decisions = new DecisionsApi(Library.connect(url, args[1]));
    HandoffsApi handoffs = new HandoffsApi(Library.connect(url, args[1]));

    EvaluateAnswer goesOn = decisions.evaluate(turn("t1", "where is my parcel"), null);
    EvaluateAnswer offered = decisions.evaluate(turn("t2", "can somebody help"), null);
    EvaluateAnswer escalated = decisions.evaluate(turn("t3", "a person please"), null);

    EvaluateRequest nameless = turn("t4", "hi");
    nameless.getActivity().getConversation().setId("");
    ApiException invalid = refusal(decisions, nameless);
    ApiException unknown = refusal(new DecisionsApi(Library.connect(url, "not a key")), turn("t5", "hi"));

    HandoffStatusValue value =
        new HandoffStatusValue().state("accepted").message("Kim took over").handoffId(escalated.getHandoff().getId());
    HandoffStatusEvent event =
        new HandoffStatusEvent().type("event").name("handoff.status").conversation(conversation()).value(value);
    HandoffStatusAnswer status = handoffs.takeHandoffStatus(event);
    ConversationState kept = handoffs.getConversation(CONVERSATION);

    Map<String, Object> heard = new LinkedHashMap<>();
    heard.put("continue", goesOn.getDecision().getOutcome().getValue());
    heard.put("offer", offered.getDecision().getOutcome().getValue());
    heard.put("escalate", escalated.getDecision().getOutcome().getValue());
    heard.put("score", escalated.getAnalysis().getTalkToHuman().getScore());
    heard.put("activity", escalated.getHandoff().getActivity().getName().getValue());
    heard.put("tier", escalated.getHandoff().getActivity().getValue().get("tier"));
    heard.put("handoffBefore", goesOn.getHandoff());
    InvalidRequest faults = Library.read(invalid.getResponseBody(), InvalidRequest.class);
    heard.put("invalid", List.of(invalid.getCode(), faults.getErrors().get(0).getPath()));
    Problem problem = Library.read(unknown.getResponseBody(), Problem.class);
    heard.put("unknown", List.of(unknown.getCode(), problem.getTitle()));
    heard.put("status", status.getHandoff().getState().getValue());
    heard.put("turns", kept.getTurns().stream().map(turn -> turn.getOutcome().getValue()).toList());
    heard.put("kept", kept.getHandoff().getState().getValue());
    System.out.println(new GsonBuilder().serializeNulls().create().toJson(heard));
    System.exit(0);
  }

  private static EvaluateRequest turn(String id, String text) {
    Activity activity = new Activity().conversation(conversation()).type("message").id(id).text(text);
    activity.from(new ChannelAccount().id("u1")).putAdditionalProperty("channelData", Map.of("seen", true));
    TranscriptInFull transcript = new TranscriptInFull().addActivitiesItem(new TranscriptActivity().text("hello"));
    return new EvaluateRequest()
        .activity(activity)
        .putContextItem("tier", "gold")
        .menu(new Menu().addChoicesItem(new Choice().value("billing").title("Billing")))
        .recognition(new Recognition().intent("None").score(0.2))
        .transcript(new EvaluateRequestTranscript(transcript));
  }

  private static ConversationAccount conversation() {
    return new ConversationAccount().id(CONVERSATION);
  }

  private static ApiException refusal(DecisionsApi decisions, EvaluateRequest turn) {
    try {
      throw new AssertionError(decisions.evaluate(turn, null));
    } catch (ApiException refused) {
      return refused;
    }
  }
}
