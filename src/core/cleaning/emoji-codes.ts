/** Names of emoji between colons, as Slack, Discord, GitHub and Teams write them. `/` parts the names of one emoji. */
export const emojiCodes: ReadonlyMap<string, string> = new Map(
  `😀 grinning|😃 smiley|😄 smile|😁 grin|😆 laughing/satisfied|😅 sweat_smile|🤣 rofl/rolling_on_the_floor_laughing|😂 joy
  |🙂 slightly_smiling_face/simple_smile/slight_smile|🙃 upside_down_face/upside_down|😉 wink|😊 blush|😇 innocent
  |🥰 smiling_face_with_three_hearts/smiling_face_with_3_hearts|😍 heart_eyes|🤩 star-struck/star_struck|😘 kissing_heart
  |😋 yum|😛 stuck_out_tongue|😜 stuck_out_tongue_winking_eye|🤪 zany_face|🤑 money_mouth_face|🤗 hugging_face/hugs/hugging
  |🤭 face_with_hand_over_mouth|🤫 shushing_face|🤔 thinking_face/thinking|🤐 zipper_mouth_face|🤨 face_with_raised_eyebrow
  |😐 neutral_face|😑 expressionless|😶 no_mouth|😏 smirk|😒 unamused|🙄 face_with_rolling_eyes/rolling_eyes/roll_eyes
  |😬 grimacing|😌 relieved|😔 pensive|😪 sleepy|😴 sleeping|😷 mask|🤒 face_with_thermometer|🤢 nauseated_face
  |🤮 face_vomiting/vomiting_face|🤯 exploding_head|🥳 partying_face|😎 sunglasses|😕 confused|😟 worried
  |🙁 slightly_frowning_face/slight_frown|☹️ white_frowning_face/frowning_face|😮 open_mouth|😯 hushed|😲 astonished|😳 flushed
  |🥺 pleading_face|😦 frowning|😧 anguished|😨 fearful|😰 cold_sweat|😥 disappointed_relieved|😢 cry|😭 sob|😱 scream
  |😖 confounded|😣 persevere|😞 disappointed|😓 sweat|😩 weary|😫 tired_face|🥱 yawning_face|😤 triumph|😡 rage/pout
  |😠 angry|🤬 face_with_symbols_on_mouth/cursing_face|😈 smiling_imp|💀 skull|💩 hankey/poop/shit|🤡 clown_face
  |🤖 robot_face/robot|👋 wave|✋ hand/raised_hand|🖐️ raised_hand_with_fingers_splayed|👌 ok_hand|✌️ v|🤞 crossed_fingers
  |👈 point_left|👉 point_right|👆 point_up_2|👇 point_down|☝️ point_up|👍 +1/thumbsup/thumbs_up/yes
  |👎 -1/thumbsdown/thumbs_down|✊ fist|👊 facepunch/punch|👏 clap|🙌 raised_hands|🤝 handshake|🙏 pray/folded_hands|💪 muscle
  |🙋 raising_hand/person_raising_hand|🙅 no_good/person_gesturing_no|🙆 ok_woman/person_gesturing_ok
  |🤦 face_palm/facepalm/person_facepalming|🤷 shrug/person_shrugging|🙇 bow/person_bowing
  |👤 bust_in_silhouette|👥 busts_in_silhouette|👩 woman|👨 man|🧑 adult/person|🧑‍💼 office_worker|🧑‍💻 technologist|👮 cop
  |👀 eyes|❤️ heart|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart
  |💔 broken_heart|💕 two_hearts|💯 100|💢 anger|💥 boom/collision|💦 sweat_drops|💤 zzz|🔥 fire|✨ sparkles|⭐ star
  |🎉 tada|🎊 confetti_ball|🎁 gift|✅ white_check_mark/check_mark_button|☑️ ballot_box_with_check|✔️ heavy_check_mark
  |❌ x/cross_mark|❎ negative_squared_cross_mark|✖️ heavy_multiplication_x|🚫 no_entry_sign/prohibited|⛔ no_entry|🆗 ok
  |❓ question|❔ grey_question|❗ exclamation/heavy_exclamation_mark|‼️ bangbang|⚠️ warning|🚨 rotating_light|🆘 sos|ℹ️ information_source
  |📞 telephone_receiver|☎️ phone/telephone|📱 iphone|💻 computer|📧 email/e-mail|✉️ envelope|📦 package|🚚 truck
  |🛒 shopping_trolley/shopping_cart|💳 credit_card|💰 moneybag|💵 dollar|💶 euro|🧾 receipt|🔧 wrench|🛠️ hammer_and_wrench
  |⚙️ gear|🔒 lock|🔑 key|📅 date|📆 calendar|⏰ alarm_clock|⏳ hourglass_flowing_sand|📈 chart_with_upwards_trend|🏠 house
  |0️⃣ zero|1️⃣ one|2️⃣ two|3️⃣ three|4️⃣ four|5️⃣ five|6️⃣ six|7️⃣ seven|8️⃣ eight|9️⃣ nine|🔟 keycap_ten|🅰️ a|🅱️ b`
    .split('|')
    .map((row) => row.trim().split(' ') as [string, string])
    .flatMap(([emoji, names]) => names.split('/').map((name): [string, string] => [name, emoji])),
);
