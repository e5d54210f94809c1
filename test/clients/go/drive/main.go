// Speaks to the service through a client that oapi-codegen made, and prints what it heard as JSON.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"escalation.test/clients/escalation"
)

var conversation = escalation.ConversationAccount{Id: "go"}

func main() {
	ctx := context.Background()
	client := connect(os.Args[1], os.Args[2])

	goesOn := decided(client.EvaluateWithResponse(ctx, nil, turn("t1", "where is my parcel")))
	offered := decided(client.EvaluateWithResponse(ctx, nil, turn("t2", "can somebody help")))
	escalated := decided(client.EvaluateWithResponse(ctx, nil, turn("t3", "a person please")))

	nameless := turn("t4", "hi")
	nameless.Activity.Conversation.Id = ""
	invalid := must(client.EvaluateWithResponse(ctx, nil, nameless))
	unknown := must(connect(os.Args[1], "not a key").EvaluateWithResponse(ctx, nil, turn("t5", "hi")))

	status := must(client.TakeHandoffStatusWithResponse(ctx, escalation.HandoffStatusEvent{
		Type:         to("event"),
		Name:         to("handoff.status"),
		Conversation: conversation,
		Value:        &escalation.HandoffStatusValue{State: to("accepted"), Message: "Kim took over", HandoffId: &escalated.Handoff.Id},
	})).JSON200
	kept := must(client.GetConversationWithResponse(ctx, conversation.Id)).JSON200
	turns := []escalation.OutcomeName{}
	for _, turn := range kept.Turns {
		turns = append(turns, turn.Outcome)
	}

	heard := map[string]any{
		"continue":      goesOn.Decision.Outcome,
		"offer":         offered.Decision.Outcome,
		"escalate":      escalated.Decision.Outcome,
		"score":         escalated.Analysis.TalkToHuman.Score,
		"activity":      escalated.Handoff.Activity.Name,
		"tier":          escalated.Handoff.Activity.Value["tier"],
		"handoffBefore": goesOn.Handoff,
		"invalid":       []any{invalid.StatusCode(), invalid.ApplicationproblemJSON400.Errors[0].Path},
		"unknown":       []any{unknown.StatusCode(), unknown.ApplicationproblemJSON401.Title},
		"status":        status.Handoff.State,
		"turns":         turns,
		"kept":          kept.Handoff.State,
	}
	if err := json.NewEncoder(os.Stdout).Encode(heard); err != nil {
		log.Fatal(err)
	}
}

func connect(url, key string) *escalation.ClientWithResponses {
	withKey := func(_ context.Context, request *http.Request) error {
		request.Header.Set("X-API-Key", key)
		return nil
	}
	return must(escalation.NewClientWithResponses(url, escalation.WithRequestEditorFn(withKey)))
}

func turn(id, text string) escalation.EvaluateRequest {
	transcript := &escalation.EvaluateRequest_Transcript{}
	activities := []escalation.TranscriptActivity{{Text: to("hello")}}
	if err := transcript.FromTranscriptInFull(escalation.TranscriptInFull{Activities: activities}); err != nil {
		log.Fatal(err)
	}
	return escalation.EvaluateRequest{
		Activity: escalation.Activity{
			Conversation:         conversation,
			Type:                 to("message"),
			Id:                   &id,
			Text:                 &text,
			From:                 &escalation.ChannelAccount{Id: to("u1")},
			AdditionalProperties: map[string]any{"channelData": map[string]any{"seen": true}},
		},
		Context:     &escalation.Context{"tier": "gold"},
		Menu:        &escalation.Menu{Choices: []escalation.Choice{{Value: "billing", Title: to("Billing")}}},
		Recognition: &escalation.Recognition{Intent: to("None"), Score: to(0.2)},
		Transcript:  transcript,
	}
}

func decided(response *escalation.EvaluateResponse, err error) *escalation.EvaluateAnswer {
	if err != nil || response.JSON200 == nil {
		log.Fatalf("no decision: %v, %s", err, response.Body)
	}
	return response.JSON200
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func to[T any](value T) *T {
	return &value
}
