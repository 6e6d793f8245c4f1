understood = understood as: { $edits }
seconds = { $seconds } s
minutes = { $minutes } min
queued = ⏳ Place { $place } in the queue
stage-load = Loading the model…
stage-segment = 🔎 Finding what to change…
stage-invert = 🧭 Reading the picture…
stage-edit = 🎨 Editing…
stage-decode = 🖼️ Drawing…
stage-compose = 🧵 Pasting into the original…
stage-retry = 🔁 Trying once more…
cancelling = Stopping…
done = Done in { $duration }
failed = ❌ { $reason }
cancelled = 🛑 Cancelled.
reduced = Compressed to fit; “Original file” has every pixel.
found-some = Not found: { $missing }. The rest was edited.
check-missing = ⚠️ { $edit } did not come out.
check-seen = ⚠️ { $edit } did not come out: it is { WORD($seen) } now.
check-remains = ⚠️ { $edit } did not come out: the old { WORD($source) } is still there.
check-unchanged = ⚠️ { $edit } did not come out: hardly anything changed.
check-appeared = ⚠️ The { WORD($source) } is gone, but there is something else now: { WORD($seen) }.
check-inserted = ⚠️ { $edit } did not come out: nothing like it is in the region that you marked.
check-with = ℹ️ Gone with the { WORD($source) }: { $with }.
check-kept = ⚠️ “{ WORD($name) }” changed, although nobody named it.
check-kept-nameless = ⚠️ Something changed that nobody named.
word = { WORD($word) }
masks-kept = { WORD($name) }, kept
masks-kept-nameless = kept
gone = The pictures of this edit have been deleted.
deleted = Deleted.
not-yours = Only the person who asked for this edit can do that.
showing-before = This is the picture before the edit.
masks-title = What was edited, and where
file-title = The result, every pixel as it is
again-title = Edit again
again-ask = Reply to this message with what to change next, such as: cat→dog
command-label = What to change
command-example = cat→dog, hat→red
no-picture = That message has no picture.
no-command = Say what to change, such as: cat→dog, hat→red
button-cancel = Cancel
button-stronger = Stronger
button-softer = Softer
button-retry = Retry
button-undo = Undo
button-redo = Redo
button-again = Edit again
button-masks = Masks
button-file = Original file
button-delete = Delete
queue-empty = You have no edits in the queue.
queue-title = Your edits
queue-line = { $command } — { $state }
queue-undelivered = This was ready before, but could not be sent:
queue-all = In all: { $queued } waiting, { $running } running.
state-queued = place { $place }
state-running = { $percent } %
cancel-none = There is nothing to cancel.
cancel-done = { $count ->
    [one] One edit cancelled.
   *[other] { $count } edits cancelled.
}
privacy-show = What is stored about you: { $jobs ->
        [one] { $jobs } edit
       *[other] { $jobs } edits
    } and { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    } ({ $size } MB). Pictures are deleted { $hours } hours after the answer, the rest after { $days } days.
privacy-rule = An access rule ({ $rule }): { $note }
privacy-notes = Also remembered: { $notes }.
note-settings = your settings
note-last = the last picture you sent
note-album = an album
note-update = the number of your last message
privacy-deleted = { $count ->
    [0] There was nothing stored about you.
    [one] One edit and its pictures were deleted.
   *[other] { $count } edits and their pictures were deleted.
}
privacy-notes-deleted = What was remembered about you was deleted.
paused = Edits are paused ({ $reason }). Yours will run afterwards.
no-worker = Nothing is being edited right now: no machine is connected. Yours will run as soon as one is.
error-unexpected = Something went wrong on our side; nothing was changed. If you report it, name { $id }.
error-limit-in-flight = You have { $used } edits in the queue, and { $most } at a time are allowed. Wait for one to finish, or cancel one.
error-limit-per-hour = You have used up this hour’s { $most } edits. The next one is possible { $wait }.
error-queue-full = The queue is full: { $used } edits are in it. Try again { $wait }.
error-database-away = I cannot reach my storage right now. Nothing that I accepted is lost; try this again in a minute.
error-user-blocked = You may not use this bot here{ $reason ->
    [none] .
   *[other] : { $reason }.
} { $wait ->
    [none] Ask whoever runs it.
   *[other] The block ends { $wait }.
}
error-user-not-allowed = This bot is for invited people only. Ask whoever runs it.
error-picture-gone = The pictures of that edit have been deleted. Send the picture again.
error-job-unknown = That edit is no longer stored. Send the picture again.
error-picture-unreadable = That file is not a picture I can read. Send a PNG, JPEG or WebP.
error-picture-format = This is a { $received } file, which I cannot read. Send it as JPEG or PNG.
error-picture-too-heavy = That file is too heavy for me: I take at most { $megabytes } MB. Send a smaller one.
error-picture-too-large = That picture is too large for me: I take at most { $megapixels } megapixels. Make it smaller first.
error-picture-out-of-world = This bot’s model only knows drawings of its own small world, and this picture is none of them, so I changed nothing. Try one that “dualedit sample” draws. For photographs and other drawings, whoever runs this bot has to give it a larger model.
error-attachment-gone = I could not download the picture. Send it once more.
error-object-count = { $message } Say “all”, how many there are, or which one you mean.
error-object-not-found = { $message } Name something that is there.
error-word-unknown = { $message } { $hint }
error-command = { $message } { $hint }
error-command-unknown-word = { $message } { $hint }
error-job-unfinished = That edit is not finished yet. Wait for it, or cancel it first.
error-attachment-address = That picture is not stored on this platform. Upload it instead of linking to it.
error-no-edits = Say what to change, such as: cat→dog, hat→red
error-edit-repeated = Two of these edits change the same words. Say both at once, such as cat→red dog; or make one after the other.
error-mask-empty = What you named was not found in the picture. Name something that is there.
error-mask-hidden = “{ $received }” lies entirely within the other things that you named. Make these edits one after the other.
error-phrase-empty = One of the edits names no thing. Name what is in the picture, such as “cat” or “red hat”.
error-prompt-too-long = That is more text than the model can read. Say it in fewer words, or make fewer edits at once.
error-word-not-in-prompt = “{ $received }” does not stand in your description of the picture. Name it there, or leave the description out.
error-too-many-edits = Those are too many edits at once. Make some of them in a second step.
error-background-unknown = The background cannot be told from the things here. Send a mask of it.
error-region-missing = Say where the new thing goes: send a mask of the place.
error-region-outside = The region lies outside the picture.
error-region-spare = There is a region, but nothing new to draw in it.
error-mask-range = The margin or the soft edge of a mask is out of range: give 0 to 10000 pixels.
error-mask-inverted = The mask seems to be inverted: it covers nearly everything. Paint the thing white and all else black.
error-pointing-outside = What you point at lies outside the picture.
error-pointing-spare = Point at things that are in the picture only.
error-pointing-unsupported = This model cannot find what you point at. Send a mask instead.
error-strength-range = A strength is a number from 0 to 2, such as (0.7).
error-seed-range = A seed is a whole number from 0 to 2147483647.
error-method-inversion = This way to edit cannot start from this inversion. Leave the inversion out, or choose another method.
error-method-clip = This way to edit needs a model that compares pictures with words (CLIP), which this one does not have. Choose another method.
error-method-removal = This way to edit draws something new and cannot remove. Choose another method.
error-few-steps-missing = This way to edit takes a model that draws in a few steps, which this one is not. Choose another method.
error-variants-range = This many variants cannot be made: ask for 1 to 8, or name more methods.
error-result-withheld = The model’s safety checker took the result for something not safe for work, so it is withheld. It is wrong at times: say the edit in other words, or make it softer.
error-out-of-memory = This edit takes more memory than the machine has. Try a smaller picture; if that does not help, tell whoever runs this bot.
error-worker-lost = The machine stopped in the middle of this edit, also when it was tried again. Press “Retry” later, or try a smaller picture.
error-engine-crashed = The machine failed at this edit, also when it was tried again. Press “Retry” later, or try a smaller picture.
help = **Say what to change, and nothing else changes.**
    `cat→dog` replaces, `hat→red` recolours; several with commas: `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` say which one; `hat→red!` or `(0.7)` how strongly. `to` and `->` work as arrows too.
in-seconds = in { $n ->
    [one] one second
   *[other] { $n } seconds
}
in-minutes = in { $n ->
    [one] one minute
   *[other] { $n } minutes
}
in-hours = in { $hours } h { $minutes } min
in-days = in { $n } days
recipe-steps = { $n } steps
recipe-strength = strength { $value }
recipe-seed = seed { $value }
none-found = Not found: { $missing }. Nothing was edited. Name what is in the picture.
already-running = That is under way already.
variants-title = { $count } variants; the framed one is number { $chosen }. Press a number to take another.
variant-picked = Variant { $chosen } of { $count }.
did-you-mean = Did you mean this?
button-rerun = Edit with the new words
button-variants = All variants
button-report = Report
button-studio = Open in the studio
studio-link =
    { $link }
    This opens the picture, the command and the masks in the studio. It works once, for { $minutes } minutes. Keep it to yourself: whoever opens it sees the picture.
studio-sent = I sent you the link in private.
studio-write-first = The link is for you alone: write /start to me in private, then press again.
error-studio-away = The studio does not answer. Try again in a few minutes.
error-studio-refused = The studio did not take this edit. Tell whoever runs this bot.
button-bigger = { WORD($name) }: bigger
button-smaller = { WORD($name) }: smaller
button-other = Not this one
button-instead = { $number }
button-invert = Invert the mask
button-as-it-is = Use it anyway
masks-correct = Not right? Make a mask bigger or smaller, or press the number of what you mean instead of { WORD($name) }.
masks-none-other = I see nothing else that could be meant. Say which one, such as “left cat→dog”.
mask-too-small = That mask cannot be made smaller.
media-animation = Telegram turns GIFs into videos. Send a still of it, or the GIF as a file: I edit its first picture.
media-video = I cannot edit videos. Send a still of it as a picture.
media-audio = I cannot listen. Write what to change, such as: cat→dog, hat→red
media-sticker = I cannot edit stickers. Send the picture as a photo or as a file.
media-pdf = I cannot edit PDF files. Save the page as PNG or JPEG and send that.
media-link = I follow no links. Send the picture itself.
sent-privately = This chat takes no pictures from me, so I sent yours to you directly.
ask-in-private = Your picture is ready, but this chat takes no pictures from me. Write /queue to me in private.
quota-title = What you may still ask for here:
quota-in-flight = At a time: { $left } of { $most }
quota-hour = This hour: { $left } of { $most }{ $wait ->
    [none] {""}
   *[other] , one more { $wait }
}
quota-day = This day: { $left } of { $most }{ $wait ->
    [none] {""}
   *[other] , one more { $wait }
}
quota-place = Everybody in this chat together, per day: { $left } of { $most }{ $wait ->
    [none] {""}
   *[other] , one more { $wait }
}
quota-cooldown = Your next edit is possible { $wait }.
error-limit-per-day = You have used up this day’s { $most } edits. The next one is possible { $wait }.
error-limit-cooldown = Between two edits there is a pause here. The next one is possible { $wait }.
error-limit-place = { $wait ->
    [none] No edits are allowed in this chat. Ask its administrators.
   *[other] This chat has used up the { $most } edits of a day. The next one is possible { $wait }.
}
error-chat-not-allowed = Edits are not allowed in this chat. Whoever runs this bot has to allow it; ask them, or ask me in a chat that is allowed.
error-words-banned = “{ $received }” may not be asked for here. Ask for something else.
error-variant-unknown = There is no such variant. Press one of the numbers that are shown.
file-note-jpeg-reencodes = ℹ️ JPEG stores all pixels anew, so those outside the edit differ a little, too. Send a PNG to keep them exactly.
file-note-avif-reencodes = ℹ️ AVIF stores all pixels anew, so those outside the edit differ a little, too. Send a PNG to keep them exactly.
file-note-gif-colors = ℹ️ GIF holds 256 colors, so some may differ a little.
file-note-gif-to-png = ℹ️ The picture is a PNG now: GIF holds 256 colors only.
file-note-other-format = ℹ️ The picture is a PNG now: I cannot write its own format.
file-note-depth-lost = ℹ️ This format holds 8 bits per channel: the original’s 16 are lost.
file-note-float-lost = ℹ️ The picture has 8 bits per channel now: I cannot write its own numbers.
file-note-few-bits = ℹ️ The picture has 8 bits per pixel now: the edit takes more shades.
file-note-now-color = ℹ️ The picture was gray and is in color now.
file-note-gray-alpha = ℹ️ The picture is stored in color now: gray with transparency cannot be written.
file-note-palette-lost = ℹ️ The picture has full colors now: they no longer fit its palette.
file-note-space-lost = ℹ️ The picture is in sRGB now: its own color space cannot be written.
file-note-alpha-lost = ℹ️ JPEG holds no transparency: transparent parts are white now.
file-note-first-frame = ℹ️ Only the first picture of the animation was edited.
file-note-first-page = ℹ️ Only the first picture in the file was edited.
file-note-exif-lost = ℹ️ The EXIF data was left out: it cannot be read or written here.
file-note-iptc-lost = ℹ️ The IPTC data was left out: this format does not hold it.
file-note-text-lost = ℹ️ Text in the file was left out: this format does not hold it.
file-note-second-picture-lost = ℹ️ A second picture in the file was left out: it shows the old one.
help-things = Things: { $words }.
help-colors = Colors: { $words }.
help-places = Backgrounds (`background→…`): { $words }.
help-remove = `hat→nothing` removes.
help-any-words = This model knows English words of any kind.
help-embedded = This is the small model that comes with Dualedit: it knows drawings of its own world only. Photographs need a larger model, which whoever runs this bot can add.
help-safety = Results are checked for what is not safe for work; what is flagged is withheld.
help-quota = /quota says what you may still ask for, and when there is more.
reported = Reported. The moderators see it now.
report-nowhere = Nobody takes reports here. Tell an administrator of this chat.
report-title = { $reporter } reported an edit of { $owner }: { $command }
button-block-day = Block for a day
blocked-for-day = Blocked for a day. The edit was deleted.
only-administrators = Only administrators of this chat may do that.
settings-saved-for-chat = Saved for this chat: { $what }
settings-no-rules = Everybody may edit pictures here, within the usual limits.
settings-name-someone = Name a member, a role or a channel.
limits-each-hour = { $most } an hour for each person
limits-each-day = { $most } a day for each person
limits-all-day = { $most } a day for everybody together
limits-cooldown = { $seconds } s between two edits
limits-none = no limits of its own
banned-words = Banned words: { $words }
error-media-kind = { $received ->
    [video] { media-video }
    [audio] { media-audio }
    [pdf] { media-pdf }
   *[other] { not-a-picture }
}
note-asked = what you asked for last, for an hour
# Telegram
busy = This chat gets as many messages as Telegram allows. Try again in { $seconds } s.
telegram-help =
    Send a photo with its caption saying what to change, or a picture first and the words after. Reply to any picture, yours or mine, to edit that one. Send it as a file to keep its full size. Albums work too.
    In groups, mention me or reply to me.
    /queue /cancel /settings /privacy /help
picture-first = Send me a picture first, or reply to one with what to change.
not-a-picture = I can edit photos and image files only. Send a PNG, JPEG or WebP.
caption-changed = The caption was changed. Press the button to edit the picture with the new words.
album-progress = { $done } of { $all } pictures
album-line = Picture { $place }: { $reason }
album-refused = { $count ->
    [one] One picture of the album was not taken: { $reason }
   *[other] { $count } pictures of the album were not taken: { $reason }
}
settings-title = How should I answer you?
settings-same = As it was sent
settings-photo = As a photo
settings-file = As a file
settings-language = Telegram’s language
settings-saved = Saved.
privacy-button = Delete everything about me
command-edit = Change a picture: reply to it with /edit cat→dog
command-queue = Your edits and their places
command-cancel = Cancel your edits
command-settings = Photo or file, and your language
command-privacy = What is stored about you
command-help = How to say what to change
command-quota = What you may still ask for
chat-settings-help =
    For administrators of a group:
    /limits each-day=5 each-hour=3 all-day=100 cooldown=30
    /limits off
    /ban <word>, /unban <word>
    /block <minutes> <reason>, in reply to somebody; /unblock
    /reports me, /reports <a chat’s number>, /reports off
    /audit
settings-spoiler = Hide results until they are tapped
settings-variants = Four variants
settings-choose = Best of several methods
