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
error-limit-in-flight = You have as many edits in the queue as one person may have. Wait for one to finish, or cancel one.
error-limit-per-hour = You have used up this hour's edits. Try again later.
error-queue-full = The queue is full at the moment. Try again in a few minutes.
error-database-away = I cannot reach my storage right now. Nothing that I accepted is lost; try this again in a minute.
error-user-blocked = You may not use this bot. Ask whoever runs it.
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
error-variants-range = This many variants cannot be made: ask for 1 to 8, or name more methods.
error-result-withheld = The model’s safety checker took the result for something not safe for work, so it is withheld. It is wrong at times: say the edit in other words, or make it softer.
error-out-of-memory = This edit takes more memory than the machine has. Try a smaller picture; if that does not help, tell whoever runs this bot.
error-worker-lost = The machine stopped in the middle of this edit, also when it was tried again. Press “Retry” later, or try a smaller picture.
error-engine-crashed = The machine failed at this edit, also when it was tried again. Press “Retry” later, or try a smaller picture.
help = **Say what to change, and nothing else changes.**
    `cat→dog` replaces, `hat→red` recolours; several with commas: `cat→dog, hat→red`.
    `left cat→dog`, `cat#2→dog`, `all cats→dogs`, `hat on the cat→red` say which one; `hat→red!` or `(0.7)` how strongly. `to` and `->` work as arrows too.
help-words = This model knows: { $words }.
# Telegram
busy = This chat gets as many messages as Telegram allows. Try again in { $seconds } s.
telegram-help =
    Send a photo with its caption saying what to change, or a picture first and the words after. Reply to any picture, yours or mine, to edit that one. Send it as a file to keep its full size. Albums work too.
    In groups, mention me or reply to me.
    /queue /cancel /settings /privacy /help
picture-first = Send me a picture first, or reply to one with what to change.
not-a-picture = I can edit photos and image files, not stickers, animations or videos.
caption-changed = The caption was changed. Reply to the picture with the new words to edit it with them.
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
