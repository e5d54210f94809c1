// @ts-nocheck
/** This file is made of openapi.yaml by `npm run contract`. */
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import type { components } from './openapi.js';

type Schemas = components['schemas'];
/** Ajv's code requires what it needs at run time in the way of CommonJS. */
const require = createRequire(import.meta.url);

export const fitsEvaluateRequest: ValidateFunction<Schemas['EvaluateRequest']> = validate1;
const schema1 = {"description":"Unknown fields are ignored, here and below. `null` in an optional field means that it is absent.","type":"object","required":["activity"],"properties":{"activity":{"$ref":"#/components/schemas/Activity"},"menu":{"description":"The menu the user was looking at. Absent: read from the last bot message of `transcript` (suggestedActions,\ncard buttons, Action.Submit), if no other user message follows it.\n","type":["object","null"],"required":["choices"],"properties":{"choices":{"type":"array","maxItems":100,"items":{"$ref":"#/components/schemas/Choice"}}}},"menuChoice":{"description":"The choice the bot already resolved; wins over matching. An empty string means none.","type":["string","null"],"maxLength":1024},"recognition":{"description":"What the bot's own NLU made of the turn. A name by which an NLU says that no intent fits (`None`,\n`AMAZON.FallbackIntent`, `sys.no-match-default` and others, or one of `NO_MATCH_INTENTS`), whatever its score,\nor a low score means it did not understand.\n","type":["object","null"],"properties":{"intent":{"type":["string","null"],"maxLength":1024},"score":{"type":["number","null"],"format":"double","minimum":0,"maximum":1}}},"context":{"description":"Flat facts for policy conditions and for the handoff context, such as `tier`: each a string of at most 4,000\ncharacters, a number or a boolean, under a name of at most 100 characters.\n","type":["object","null"],"maxProperties":50,"propertyNames":{"maxLength":100,"not":{"const":"__proto__"}},"additionalProperties":{"type":["string","number","boolean"],"maxLength":4000}},"transcript":{"description":"Attached to the handoff, never kept: the activities so far, or the address they are kept at. A body may hold\n100,000 values in all, 10,000 of them in one activity and as many beside the transcript; names, items and\nobjects count, and a number of more than 15 digits counts as five.\n","oneOf":[{"$ref":"#/components/schemas/TranscriptInFull"},{"$ref":"#/components/schemas/TranscriptByReference"},{"type":"null"}]},"delivery":{"description":"Whether the service returns the handoff activity to the bot or emits it to the agent hub; overrides the\nconfigured default for this turn. `emit` needs a configured hub.\n","type":["string","null"],"enum":["return","emit",null]}}};
const schema4 = {"type":"object","required":["value"],"properties":{"value":{"type":"string"},"title":{"type":["string","null"]},"synonyms":{"type":["array","null"],"maxItems":50,"items":{"type":"string"}}}};
const schema7 = {"description":"The address that the activities are kept at, https and on a host that the operator allows.","type":"object","required":["contentUrl"],"properties":{"contentUrl":{"type":"string","maxLength":2048,"pattern":"^https://"}}};
const schema2 = {"description":"The Bot Framework activity exactly as the bot received it. Only `conversation.id` is needed and checked. The\nother fields are declared as channels send them; a value of another type, or one that we cannot use, is\naccepted and counts as absent, and fields that are not declared are accepted too. What a user said is a\n`message`, a `messageUpdate` with text, and a tapped choice, also as an `event` or an `invoke` of the kind\n`adaptiveCard/action`. What the bot or a skill said, and every other type, has the reason `NOT_A_USER_TURN`;\nwhat a human agent said has `HUMAN_AGENT`. The end of the conversation, and the removal of its user, end a\nhandoff that nobody has answered. `docs/channels.md` says what is read of each channel.\n","type":"object","x-tolerant":true,"required":["conversation"],"properties":{"conversation":{"$ref":"#/components/schemas/ConversationAccount"}}};
const schema3 = {"description":"The conversation, as the channel names it. Only `id` is checked.","type":"object","x-tolerant":true,"required":["id"],"properties":{"id":{"description":"Well-formed text, without half of a surrogate pair, which no path could name.","type":"string","minLength":1,"maxLength":1024,"pattern":"^(?:[^\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"}}};
const func0 = require("ajv/dist/runtime/ucs2length").default;
const pattern0 = new RegExp("^(?:[^\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$", "");

function validate2(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate2.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.conversation === undefined) && (missing0 = "conversation")){
validate2.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.conversation !== undefined){
let data0 = data.conversation;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.id === undefined) && (missing1 = "id")){
validate2.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/components/schemas/ConversationAccount/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data0.id !== undefined){
let data1 = data0.id;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func0(data1) > 1024){
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
else {
if(func0(data1) < 1){
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/minLength",keyword:"minLength",params:{limit: 1}}];
return false;
}
else {
if(!pattern0.test(data1)){
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?:[^\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"}}];
return false;
}
}
}
}
else {
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
}
}
else {
validate2.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/components/schemas/ConversationAccount/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
else {
validate2.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate2.errors = vErrors;
return errors === 0;
}
validate2.evaluated = {"props":{"conversation":true},"dynamicProps":false,"dynamicItems":false};

const schema5 = {"description":"The activities so far.","type":"object","required":["activities"],"properties":{"activities":{"type":"array","maxItems":10000,"items":{"$ref":"#/components/schemas/TranscriptActivity"}}}};
const schema6 = {"description":"An earlier activity of the conversation. Declared is what we read of it; every other field is accepted, and\nreaches the agent as it is.\n","type":"object","x-tolerant":true,"properties":{}};

function validate4(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate4.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.activities === undefined) && (missing0 = "activities")){
validate4.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.activities !== undefined){
let data0 = data.activities;
const _errs1 = errors;
if(errors === _errs1){
if(Array.isArray(data0)){
if(data0.length > 10000){
validate4.errors = [{instancePath:instancePath+"/activities",schemaPath:"#/properties/activities/maxItems",keyword:"maxItems",params:{limit: 10000}}];
return false;
}
else {
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs3 = errors;
const _errs4 = errors;
if(errors === _errs4){
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
validate4.errors = [{instancePath:instancePath+"/activities/" + i0,schemaPath:"#/components/schemas/TranscriptActivity/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid1 = _errs3 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate4.errors = [{instancePath:instancePath+"/activities",schemaPath:"#/properties/activities/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
}
}
}
else {
validate4.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate4.errors = vErrors;
return errors === 0;
}
validate4.evaluated = {"props":{"activities":true},"dynamicProps":false,"dynamicItems":false};

const pattern1 = new RegExp("^https://", "");

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate1.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.activity === undefined) && (missing0 = "activity")){
validate1.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.activity !== undefined){
const _errs1 = errors;
if(!(validate2(data.activity, {instancePath:instancePath+"/activity",parentData:data,parentDataProperty:"activity",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);
errors = vErrors.length;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.menu !== undefined){
let data1 = data.menu;
const _errs2 = errors;
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (data1 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu",schemaPath:"#/properties/menu/type",keyword:"type",params:{type: schema1.properties.menu.type}}];
return false;
}
if(errors === _errs2){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if((data1.choices === undefined) && (missing1 = "choices")){
validate1.errors = [{instancePath:instancePath+"/menu",schemaPath:"#/properties/menu/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data1.choices !== undefined){
let data2 = data1.choices;
const _errs4 = errors;
if(errors === _errs4){
if(Array.isArray(data2)){
if(data2.length > 100){
validate1.errors = [{instancePath:instancePath+"/menu/choices",schemaPath:"#/properties/menu/properties/choices/maxItems",keyword:"maxItems",params:{limit: 100}}];
return false;
}
else {
var valid2 = true;
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs6 = errors;
const _errs7 = errors;
if(errors === _errs7){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing2;
if((data3.value === undefined) && (missing2 = "value")){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0,schemaPath:"#/components/schemas/Choice/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
if(data3.value !== undefined){
const _errs9 = errors;
if(typeof data3.value !== "string"){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/value",schemaPath:"#/components/schemas/Choice/properties/value/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid4 = _errs9 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data3.title !== undefined){
let data5 = data3.title;
const _errs11 = errors;
if((typeof data5 !== "string") && (data5 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/title",schemaPath:"#/components/schemas/Choice/properties/title/type",keyword:"type",params:{type: schema4.properties.title.type}}];
return false;
}
var valid4 = _errs11 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data3.synonyms !== undefined){
let data6 = data3.synonyms;
const _errs13 = errors;
if((!(Array.isArray(data6))) && (data6 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms",schemaPath:"#/components/schemas/Choice/properties/synonyms/type",keyword:"type",params:{type: schema4.properties.synonyms.type}}];
return false;
}
if(errors === _errs13){
if(Array.isArray(data6)){
if(data6.length > 50){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms",schemaPath:"#/components/schemas/Choice/properties/synonyms/maxItems",keyword:"maxItems",params:{limit: 50}}];
return false;
}
else {
var valid5 = true;
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
const _errs15 = errors;
if(typeof data6[i1] !== "string"){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms/" + i1,schemaPath:"#/components/schemas/Choice/properties/synonyms/items/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid5 = _errs15 === errors;
if(!valid5){
break;
}
}
}
}
}
var valid4 = _errs13 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
else {
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0,schemaPath:"#/components/schemas/Choice/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid2 = _errs6 === errors;
if(!valid2){
break;
}
}
}
}
else {
validate1.errors = [{instancePath:instancePath+"/menu/choices",schemaPath:"#/properties/menu/properties/choices/type",keyword:"type",params:{type: "array"}}];
return false;
}
}
}
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.menuChoice !== undefined){
let data8 = data.menuChoice;
const _errs17 = errors;
if((typeof data8 !== "string") && (data8 !== null)){
validate1.errors = [{instancePath:instancePath+"/menuChoice",schemaPath:"#/properties/menuChoice/type",keyword:"type",params:{type: schema1.properties.menuChoice.type}}];
return false;
}
if(errors === _errs17){
if(typeof data8 === "string"){
if(func0(data8) > 1024){
validate1.errors = [{instancePath:instancePath+"/menuChoice",schemaPath:"#/properties/menuChoice/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
}
}
var valid0 = _errs17 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.recognition !== undefined){
let data9 = data.recognition;
const _errs19 = errors;
if((!(data9 && typeof data9 == "object" && !Array.isArray(data9))) && (data9 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition",schemaPath:"#/properties/recognition/type",keyword:"type",params:{type: schema1.properties.recognition.type}}];
return false;
}
if(errors === _errs19){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.intent !== undefined){
let data10 = data9.intent;
const _errs21 = errors;
if((typeof data10 !== "string") && (data10 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition/intent",schemaPath:"#/properties/recognition/properties/intent/type",keyword:"type",params:{type: schema1.properties.recognition.properties.intent.type}}];
return false;
}
if(errors === _errs21){
if(typeof data10 === "string"){
if(func0(data10) > 1024){
validate1.errors = [{instancePath:instancePath+"/recognition/intent",schemaPath:"#/properties/recognition/properties/intent/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
}
}
var valid6 = _errs21 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data9.score !== undefined){
let data11 = data9.score;
const _errs23 = errors;
if((!(typeof data11 == "number")) && (data11 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/type",keyword:"type",params:{type: schema1.properties.recognition.properties.score.type}}];
return false;
}
if(errors === _errs23){
if(typeof data11 == "number"){
if(data11 > 1 || isNaN(data11)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}}];
return false;
}
else {
if(data11 < 0 || isNaN(data11)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}];
return false;
}
}
}
}
var valid6 = _errs23 === errors;
}
else {
var valid6 = true;
}
}
}
}
var valid0 = _errs19 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.context !== undefined){
let data12 = data.context;
const _errs25 = errors;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
validate1.errors = [{instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: schema1.properties.context.type}}];
return false;
}
if(errors === _errs25){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(Object.keys(data12).length > 50){
validate1.errors = [{instancePath:instancePath+"/context",schemaPath:"#/properties/context/maxProperties",keyword:"maxProperties",params:{limit: 50}}];
return false;
}
else {
for(const key0 in data12){
const _errs27 = errors;
const _errs28 = errors;
const _errs29 = errors;
if("__proto__" !== key0){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var valid8 = _errs29 === errors;
if(valid8){
const err1 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames/not",keyword:"not",params:{},propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
errors = _errs28;
if(vErrors !== null){
if(_errs28){
vErrors.length = _errs28;
}
else {
vErrors = null;
}
}
}
if(errors === _errs27){
if(typeof key0 === "string"){
if(func0(key0) > 100){
const err2 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames/maxLength",keyword:"maxLength",params:{limit: 100},propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
var valid7 = _errs27 === errors;
if(!valid7){
const err3 = {instancePath:instancePath+"/context",schemaPath:"#/properties/context/propertyNames",keyword:"propertyNames",params:{propertyName: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
validate1.errors = vErrors;
return false;
break;
}
}
if(valid7){
for(const key1 in data12){
let data13 = data12[key1];
const _errs31 = errors;
if(((typeof data13 !== "string") && (!(typeof data13 == "number"))) && (typeof data13 !== "boolean")){
validate1.errors = [{instancePath:instancePath+"/context/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context/additionalProperties/type",keyword:"type",params:{type: schema1.properties.context.additionalProperties.type}}];
return false;
}
if(errors === _errs31){
if(typeof data13 === "string"){
if(func0(data13) > 4000){
validate1.errors = [{instancePath:instancePath+"/context/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4000}}];
return false;
}
}
}
var valid9 = _errs31 === errors;
if(!valid9){
break;
}
}
}
}
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.transcript !== undefined){
let data14 = data.transcript;
const _errs33 = errors;
const _errs34 = errors;
let valid10 = false;
let passing0 = null;
const _errs35 = errors;
if(!(validate4(data14, {instancePath:instancePath+"/transcript",parentData:data,parentDataProperty:"transcript",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate4.errors : vErrors.concat(validate4.errors);
errors = vErrors.length;
}
var _valid0 = _errs35 === errors;
if(_valid0){
valid10 = true;
passing0 = 0;
var props0 = {};
props0.activities = true;
}
const _errs36 = errors;
const _errs37 = errors;
if(errors === _errs37){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
let missing3;
if((data14.contentUrl === undefined) && (missing3 = "contentUrl")){
const err4 = {instancePath:instancePath+"/transcript",schemaPath:"#/components/schemas/TranscriptByReference/required",keyword:"required",params:{missingProperty: missing3}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
if(data14.contentUrl !== undefined){
let data15 = data14.contentUrl;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data15 === "string"){
if(func0(data15) > 2048){
const err5 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/components/schemas/TranscriptByReference/properties/contentUrl/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
else {
if(!pattern1.test(data15)){
const err6 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/components/schemas/TranscriptByReference/properties/contentUrl/pattern",keyword:"pattern",params:{pattern: "^https://"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/components/schemas/TranscriptByReference/properties/contentUrl/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
}
else {
const err8 = {instancePath:instancePath+"/transcript",schemaPath:"#/components/schemas/TranscriptByReference/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid0 = _errs36 === errors;
if(_valid0 && valid10){
valid10 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid10 = true;
passing0 = 1;
if(props0 !== true){
props0 = props0 || {};
props0.contentUrl = true;
}
}
const _errs41 = errors;
if(data14 !== null){
const err9 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/2/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs41 === errors;
if(_valid0 && valid10){
valid10 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid10 = true;
passing0 = 2;
}
}
}
if(!valid10){
const err10 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf",keyword:"oneOf",params:{passingSchemas: passing0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
validate1.errors = vErrors;
return false;
}
else {
errors = _errs34;
if(vErrors !== null){
if(_errs34){
vErrors.length = _errs34;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.delivery !== undefined){
let data16 = data.delivery;
const _errs43 = errors;
if((typeof data16 !== "string") && (data16 !== null)){
validate1.errors = [{instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: schema1.properties.delivery.type}}];
return false;
}
if(!(((data16 === "return") || (data16 === "emit")) || (data16 === null))){
validate1.errors = [{instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/enum",keyword:"enum",params:{allowedValues: schema1.properties.delivery.enum}}];
return false;
}
var valid0 = _errs43 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
validate1.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate1.errors = vErrors;
return errors === 0;
}
validate1.evaluated = {"props":{"activity":true,"menu":true,"menuChoice":true,"recognition":true,"context":true,"transcript":true,"delivery":true},"dynamicProps":false,"dynamicItems":false};

export const fitsHandoffStatusEvent: ValidateFunction<Schemas['HandoffStatusEvent']> = validate6;
const schema8 = {"description":"A `handoff.status` event activity. Only `conversation.id` is needed and checked. The other fields are declared\nas hubs send them; nothing else is ever refused, whatever its type, and fields that are not declared are\naccepted too.\n","type":"object","x-tolerant":true,"required":["conversation"],"properties":{"conversation":{"$ref":"#/components/schemas/ConversationAccount"}}};

function validate6(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate6.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.conversation === undefined) && (missing0 = "conversation")){
validate6.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0}}];
return false;
}
else {
if(data.conversation !== undefined){
let data0 = data.conversation;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.id === undefined) && (missing1 = "id")){
validate6.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/components/schemas/ConversationAccount/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data0.id !== undefined){
let data1 = data0.id;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func0(data1) > 1024){
validate6.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
else {
if(func0(data1) < 1){
validate6.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/minLength",keyword:"minLength",params:{limit: 1}}];
return false;
}
else {
if(!pattern0.test(data1)){
validate6.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/pattern",keyword:"pattern",params:{pattern: "^(?:[^\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$"}}];
return false;
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/components/schemas/ConversationAccount/properties/id/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
}
}
else {
validate6.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/components/schemas/ConversationAccount/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
else {
validate6.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
validate6.errors = vErrors;
return errors === 0;
}
validate6.evaluated = {"props":{"conversation":true},"dynamicProps":false,"dynamicItems":false};
