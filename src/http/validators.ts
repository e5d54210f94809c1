// @ts-nocheck
/** This file is made of openapi.yaml by `npm run contract`. */
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import type { components } from './openapi.js';

type Schemas = components['schemas'];
/** Ajv's code requires what it needs at run time in the way of CommonJS. */
const require = createRequire(import.meta.url);

export const fitsEvaluateRequest: ValidateFunction<Schemas['EvaluateRequest']> = validate1;
const schema1 = {"description":"Unknown fields are ignored, here and below. `null` in an optional field means that it is absent.","type":"object","required":["activity"],"properties":{"activity":{"$ref":"#/components/schemas/Activity"},"menu":{"description":"The menu the user was looking at. Absent: read from the last bot message of `transcript`\n(suggestedActions, card buttons, Action.Submit), if no other user message follows it.\n","type":["object","null"],"required":["choices"],"properties":{"choices":{"type":"array","maxItems":100,"items":{"$ref":"#/components/schemas/Choice"}}}},"menuChoice":{"description":"The choice the bot already resolved; wins over matching. An empty string means none.","type":["string","null"],"maxLength":1024},"recognition":{"description":"What the bot's own NLU made of the turn. Intent `None` or a low score means it did not understand.","type":["object","null"],"properties":{"intent":{"type":["string","null"],"maxLength":1024},"score":{"type":["number","null"],"minimum":0,"maximum":1}}},"context":{"description":"Flat facts for policy conditions and for the handoff context, such as `tier`.","type":["object","null"],"maxProperties":50,"propertyNames":{"maxLength":100,"not":{"const":"__proto__"}},"additionalProperties":{"type":["string","number","boolean"],"maxLength":4000}},"transcript":{"description":"Attached to the handoff, never kept: the activities so far, or the address they are kept at (https, on a\nhost that the operator allows).\n","oneOf":[{"type":"object","required":["activities"],"properties":{"activities":{"type":"array","items":{"type":"object","additionalProperties":true}}}},{"type":"object","required":["contentUrl"],"properties":{"contentUrl":{"type":"string","maxLength":2048,"pattern":"^https://"}}},{"type":"null"}]},"delivery":{"description":"Whether the service returns the handoff activity to the bot or emits it to the agent hub; overrides the\nconfigured default for this turn. `emit` needs a configured hub.\n","enum":["return","emit",null]}}};
const schema2 = {"description":"The Bot Framework activity exactly as the bot received it. Only `conversation.id` is needed; a field with a\nvalue that we cannot use counts as absent. Other types than `message`, and activities whose `from.role` is\n`bot`, are answered with the reason `NOT_A_USER_TURN`.\n","type":"object","additionalProperties":true,"required":["conversation"],"properties":{"conversation":{"type":"object","additionalProperties":true,"required":["id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":1024}}},"type":{"description":"A string; `message` when absent."},"id":{"description":"A string of 1 to 1,024 characters, the same when the channel delivers the turn again."},"text":{"description":"What the user typed, as the channel sent it."},"value":{"description":"What a tapped button or submitted card sent, compared with the menu."},"locale":{"description":"A BCP-47 language tag such as `en-US`."},"channelId":{"description":"The channel's name such as `directline`."},"serviceUrl":{"description":"Passed on in the handoff activity; never called unless its host is allowed."},"from":{"description":"The user."},"recipient":{"description":"The bot."}}};
const schema3 = {"type":"object","required":["value"],"properties":{"value":{"type":"string"},"title":{"type":["string","null"]},"synonyms":{"type":["array","null"],"maxItems":50,"items":{"type":"string"}}}};
const func0 = require("ajv/dist/runtime/ucs2length").default;
const pattern0 = new RegExp("^https://", "");

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
let data0 = data.activity;
const _errs1 = errors;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.conversation === undefined) && (missing1 = "conversation")){
validate1.errors = [{instancePath:instancePath+"/activity",schemaPath:"#/components/schemas/Activity/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data0.conversation !== undefined){
let data1 = data0.conversation;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.id === undefined) && (missing2 = "id")){
validate1.errors = [{instancePath:instancePath+"/activity/conversation",schemaPath:"#/components/schemas/Activity/properties/conversation/required",keyword:"required",params:{missingProperty: missing2}}];
return false;
}
else {
if(data1.id !== undefined){
let data2 = data1.id;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if(func0(data2) > 1024){
validate1.errors = [{instancePath:instancePath+"/activity/conversation/id",schemaPath:"#/components/schemas/Activity/properties/conversation/properties/id/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
else {
if(func0(data2) < 1){
validate1.errors = [{instancePath:instancePath+"/activity/conversation/id",schemaPath:"#/components/schemas/Activity/properties/conversation/properties/id/minLength",keyword:"minLength",params:{limit: 1}}];
return false;
}
}
}
else {
validate1.errors = [{instancePath:instancePath+"/activity/conversation/id",schemaPath:"#/components/schemas/Activity/properties/conversation/properties/id/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
}
}
else {
validate1.errors = [{instancePath:instancePath+"/activity/conversation",schemaPath:"#/components/schemas/Activity/properties/conversation/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
}
}
}
else {
validate1.errors = [{instancePath:instancePath+"/activity",schemaPath:"#/components/schemas/Activity/type",keyword:"type",params:{type: "object"}}];
return false;
}
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.menu !== undefined){
let data3 = data.menu;
const _errs10 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu",schemaPath:"#/properties/menu/type",keyword:"type",params:{type: schema1.properties.menu.type}}];
return false;
}
if(errors === _errs10){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing3;
if((data3.choices === undefined) && (missing3 = "choices")){
validate1.errors = [{instancePath:instancePath+"/menu",schemaPath:"#/properties/menu/required",keyword:"required",params:{missingProperty: missing3}}];
return false;
}
else {
if(data3.choices !== undefined){
let data4 = data3.choices;
const _errs12 = errors;
if(errors === _errs12){
if(Array.isArray(data4)){
if(data4.length > 100){
validate1.errors = [{instancePath:instancePath+"/menu/choices",schemaPath:"#/properties/menu/properties/choices/maxItems",keyword:"maxItems",params:{limit: 100}}];
return false;
}
else {
var valid5 = true;
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
const _errs14 = errors;
const _errs15 = errors;
if(errors === _errs15){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing4;
if((data5.value === undefined) && (missing4 = "value")){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0,schemaPath:"#/components/schemas/Choice/required",keyword:"required",params:{missingProperty: missing4}}];
return false;
}
else {
if(data5.value !== undefined){
const _errs17 = errors;
if(typeof data5.value !== "string"){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/value",schemaPath:"#/components/schemas/Choice/properties/value/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid7 = _errs17 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data5.title !== undefined){
let data7 = data5.title;
const _errs19 = errors;
if((typeof data7 !== "string") && (data7 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/title",schemaPath:"#/components/schemas/Choice/properties/title/type",keyword:"type",params:{type: schema3.properties.title.type}}];
return false;
}
var valid7 = _errs19 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data5.synonyms !== undefined){
let data8 = data5.synonyms;
const _errs21 = errors;
if((!(Array.isArray(data8))) && (data8 !== null)){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms",schemaPath:"#/components/schemas/Choice/properties/synonyms/type",keyword:"type",params:{type: schema3.properties.synonyms.type}}];
return false;
}
if(errors === _errs21){
if(Array.isArray(data8)){
if(data8.length > 50){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms",schemaPath:"#/components/schemas/Choice/properties/synonyms/maxItems",keyword:"maxItems",params:{limit: 50}}];
return false;
}
else {
var valid8 = true;
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
const _errs23 = errors;
if(typeof data8[i1] !== "string"){
validate1.errors = [{instancePath:instancePath+"/menu/choices/" + i0+"/synonyms/" + i1,schemaPath:"#/components/schemas/Choice/properties/synonyms/items/type",keyword:"type",params:{type: "string"}}];
return false;
}
var valid8 = _errs23 === errors;
if(!valid8){
break;
}
}
}
}
}
var valid7 = _errs21 === errors;
}
else {
var valid7 = true;
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
var valid5 = _errs14 === errors;
if(!valid5){
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
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.menuChoice !== undefined){
let data10 = data.menuChoice;
const _errs25 = errors;
if((typeof data10 !== "string") && (data10 !== null)){
validate1.errors = [{instancePath:instancePath+"/menuChoice",schemaPath:"#/properties/menuChoice/type",keyword:"type",params:{type: schema1.properties.menuChoice.type}}];
return false;
}
if(errors === _errs25){
if(typeof data10 === "string"){
if(func0(data10) > 1024){
validate1.errors = [{instancePath:instancePath+"/menuChoice",schemaPath:"#/properties/menuChoice/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
}
}
var valid0 = _errs25 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.recognition !== undefined){
let data11 = data.recognition;
const _errs27 = errors;
if((!(data11 && typeof data11 == "object" && !Array.isArray(data11))) && (data11 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition",schemaPath:"#/properties/recognition/type",keyword:"type",params:{type: schema1.properties.recognition.type}}];
return false;
}
if(errors === _errs27){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.intent !== undefined){
let data12 = data11.intent;
const _errs29 = errors;
if((typeof data12 !== "string") && (data12 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition/intent",schemaPath:"#/properties/recognition/properties/intent/type",keyword:"type",params:{type: schema1.properties.recognition.properties.intent.type}}];
return false;
}
if(errors === _errs29){
if(typeof data12 === "string"){
if(func0(data12) > 1024){
validate1.errors = [{instancePath:instancePath+"/recognition/intent",schemaPath:"#/properties/recognition/properties/intent/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
}
}
var valid9 = _errs29 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data11.score !== undefined){
let data13 = data11.score;
const _errs31 = errors;
if((!(typeof data13 == "number")) && (data13 !== null)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/type",keyword:"type",params:{type: schema1.properties.recognition.properties.score.type}}];
return false;
}
if(errors === _errs31){
if(typeof data13 == "number"){
if(data13 > 1 || isNaN(data13)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}}];
return false;
}
else {
if(data13 < 0 || isNaN(data13)){
validate1.errors = [{instancePath:instancePath+"/recognition/score",schemaPath:"#/properties/recognition/properties/score/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}}];
return false;
}
}
}
}
var valid9 = _errs31 === errors;
}
else {
var valid9 = true;
}
}
}
}
var valid0 = _errs27 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.context !== undefined){
let data14 = data.context;
const _errs33 = errors;
if((!(data14 && typeof data14 == "object" && !Array.isArray(data14))) && (data14 !== null)){
validate1.errors = [{instancePath:instancePath+"/context",schemaPath:"#/properties/context/type",keyword:"type",params:{type: schema1.properties.context.type}}];
return false;
}
if(errors === _errs33){
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(Object.keys(data14).length > 50){
validate1.errors = [{instancePath:instancePath+"/context",schemaPath:"#/properties/context/maxProperties",keyword:"maxProperties",params:{limit: 50}}];
return false;
}
else {
for(const key0 in data14){
const _errs35 = errors;
const _errs36 = errors;
const _errs37 = errors;
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
var valid11 = _errs37 === errors;
if(valid11){
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
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
}
if(errors === _errs35){
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
var valid10 = _errs35 === errors;
if(!valid10){
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
if(valid10){
for(const key1 in data14){
let data15 = data14[key1];
const _errs39 = errors;
if(((typeof data15 !== "string") && (!(typeof data15 == "number"))) && (typeof data15 !== "boolean")){
validate1.errors = [{instancePath:instancePath+"/context/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context/additionalProperties/type",keyword:"type",params:{type: schema1.properties.context.additionalProperties.type}}];
return false;
}
if(errors === _errs39){
if(typeof data15 === "string"){
if(func0(data15) > 4000){
validate1.errors = [{instancePath:instancePath+"/context/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/context/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4000}}];
return false;
}
}
}
var valid12 = _errs39 === errors;
if(!valid12){
break;
}
}
}
}
}
}
var valid0 = _errs33 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.transcript !== undefined){
let data16 = data.transcript;
const _errs41 = errors;
const _errs42 = errors;
let valid13 = false;
let passing0 = null;
const _errs43 = errors;
if(errors === _errs43){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing5;
if((data16.activities === undefined) && (missing5 = "activities")){
const err4 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/0/required",keyword:"required",params:{missingProperty: missing5}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
else {
if(data16.activities !== undefined){
let data17 = data16.activities;
const _errs45 = errors;
if(errors === _errs45){
if(Array.isArray(data17)){
var valid15 = true;
const len2 = data17.length;
for(let i2=0; i2<len2; i2++){
let data18 = data17[i2];
const _errs47 = errors;
if(errors === _errs47){
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
}
else {
const err5 = {instancePath:instancePath+"/transcript/activities/" + i2,schemaPath:"#/properties/transcript/oneOf/0/properties/activities/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var valid15 = _errs47 === errors;
if(!valid15){
break;
}
}
}
else {
const err6 = {instancePath:instancePath+"/transcript/activities",schemaPath:"#/properties/transcript/oneOf/0/properties/activities/type",keyword:"type",params:{type: "array"}};
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
}
}
else {
const err7 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/0/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid0 = _errs43 === errors;
if(_valid0){
valid13 = true;
passing0 = 0;
var props0 = {};
props0.activities = true;
}
const _errs50 = errors;
if(errors === _errs50){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing6;
if((data16.contentUrl === undefined) && (missing6 = "contentUrl")){
const err8 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/1/required",keyword:"required",params:{missingProperty: missing6}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
if(data16.contentUrl !== undefined){
let data19 = data16.contentUrl;
const _errs52 = errors;
if(errors === _errs52){
if(typeof data19 === "string"){
if(func0(data19) > 2048){
const err9 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/properties/transcript/oneOf/1/properties/contentUrl/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
else {
if(!pattern0.test(data19)){
const err10 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/properties/transcript/oneOf/1/properties/contentUrl/pattern",keyword:"pattern",params:{pattern: "^https://"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/transcript/contentUrl",schemaPath:"#/properties/transcript/oneOf/1/properties/contentUrl/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/1/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs50 === errors;
if(_valid0 && valid13){
valid13 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid13 = true;
passing0 = 1;
if(props0 !== true){
props0 = props0 || {};
props0.contentUrl = true;
}
}
const _errs54 = errors;
if(data16 !== null){
const err13 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf/2/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs54 === errors;
if(_valid0 && valid13){
valid13 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid13 = true;
passing0 = 2;
}
}
}
if(!valid13){
const err14 = {instancePath:instancePath+"/transcript",schemaPath:"#/properties/transcript/oneOf",keyword:"oneOf",params:{passingSchemas: passing0}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
validate1.errors = vErrors;
return false;
}
else {
errors = _errs42;
if(vErrors !== null){
if(_errs42){
vErrors.length = _errs42;
}
else {
vErrors = null;
}
}
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.delivery !== undefined){
let data20 = data.delivery;
const _errs56 = errors;
if(!(((data20 === "return") || (data20 === "emit")) || (data20 === null))){
validate1.errors = [{instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/enum",keyword:"enum",params:{allowedValues: schema1.properties.delivery.enum}}];
return false;
}
var valid0 = _errs56 === errors;
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

export const fitsHandoffStatusEvent: ValidateFunction<Schemas['HandoffStatusEvent']> = validate2;
const schema4 = {"description":"A `handoff.status` event activity. Only `conversation.id` is needed; nothing else is ever refused.","type":"object","required":["conversation"],"properties":{"conversation":{"type":"object","required":["id"],"properties":{"id":{"type":"string","minLength":1,"maxLength":1024}}}}};

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
const _errs1 = errors;
if(errors === _errs1){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.id === undefined) && (missing1 = "id")){
validate2.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/properties/conversation/required",keyword:"required",params:{missingProperty: missing1}}];
return false;
}
else {
if(data0.id !== undefined){
let data1 = data0.id;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data1 === "string"){
if(func0(data1) > 1024){
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/properties/conversation/properties/id/maxLength",keyword:"maxLength",params:{limit: 1024}}];
return false;
}
else {
if(func0(data1) < 1){
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/properties/conversation/properties/id/minLength",keyword:"minLength",params:{limit: 1}}];
return false;
}
}
}
else {
validate2.errors = [{instancePath:instancePath+"/conversation/id",schemaPath:"#/properties/conversation/properties/id/type",keyword:"type",params:{type: "string"}}];
return false;
}
}
}
}
}
else {
validate2.errors = [{instancePath:instancePath+"/conversation",schemaPath:"#/properties/conversation/type",keyword:"type",params:{type: "object"}}];
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
