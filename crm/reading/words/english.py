"""What English-speaking salespeople write: see ``french.py`` for the form of the tables."""

WORDS = {
    "kind call noun": (
        "call, calls, phone call, phone calls, phone, outbound call, cold call, cold calls, "
        "tel call, had a call with, had a call, quick call, chat with, a chat with, quick chat, quick chat with, "
        "had a chat with, had a quick chat with, phone chat, discovery call, follow up call, intro call, catch up call, "
        "phone catch up"
    ),
    "kind call noun in": "inbound call, incoming call, inbound calls, call from, phone call from, incoming phone call",
    "kind call done": (
        "called, phoned, rang, dialed, dialled, tried, tried calling, tried to call, "
        "tried to reach, contacted, called up"
    ),
    "kind call done in": (
        "called me, called us, phoned me, rang me, called in, called me back, called us back, "
        "called back, phoned in, rang us, phoned us"
    ),
    "kind call done reached": (
        "spoke to, spoke with, spoken to, spoken with, talked to, talked with, chatted with, "
        "on the phone with, got hold of, got through to, had a word with, discussed with, caught"
    ),
    "kind call done reached first": "spoke, talked, reached",
    "kind call todo": (
        "will call, ll call, will call me, ll call me, ll call back, will call back, going to call, ll ring, "
        "will ring, calling back, calling again, trying again, retrying, will try again, ll try again, "
        "ringing back, trying later, try later, call later, call them later, ring them, ring him, ring her, phone them, call back, call him back, call her back, call them back, call me back, ring back, "
        "call again, retry, try again, try him again, try her again, try them again, phone back, "
        "reach out to, reach out, callback, ring, retry call, call him, call her, call them, "
        "give a call, give him a call, give her a call, give them a call, try calling"
    ),
    "kind call todo first": "try",
    "kind call noun via": "chat, by phone, on the phone, over the phone",
    "kind email noun": "email, emails, e mail, mail, mails",
    "kind email noun in": "email received, inbound email, received email, received an email, "
    "got an email, email from, mail from, emails from",
    "kind email done": "emailed, mailed, wrote to, sent email, sent an email, sent mail, email sent, "
    "mail sent, sent an email to, e mailed",
    "kind email done in": "emailed me, emailed us, wrote to me, wrote to us, wrote back, "
    "replied by email, emailed back",
    "kind email todo": "will email, ll email, write to, send email, send an email, send mail, send a mail, email back, "
    "send an email to, send email to",
    "kind email noun via": "by email, by mail, via email",
    "kind email noun loose": "text message, text messages, sms, linkedin message, linkedin dm, inmail, "
    "whatsapp, whatsapp message, linkedin, dm",
    "kind email noun loose first": "text, texts, message",
    "kind email noun loose in": "text from, texts from, sms from, whatsapp from, linkedin message from, "
    "message from, got a text, got a text from, received a text, received a text from, texted me, texted back",
    "kind email done loose": "message sent, text sent, sms sent, texted, messaged, sent a text, sent text, sent a message, sent sms, "
    "sent an sms, sent a linkedin message, messaged on linkedin, whatsapped, left a text",
    "kind email todo loose": "send a text, send text, send sms, send an sms, send a message",
    "kind meeting noun": (
        "meeting, meetings, appointment, appointments, appt, mtg, video call, video meeting, "
        "visio, had a meeting with, zoom call, teams call, zoom meeting, teams meeting, google meet, catch up, "
        "catchup, webinar"
    ),
    "kind meeting noun first": "lunch, coffee, zoom, lunch with, coffee with, breakfast, dinner, drinks, drinks with, teams",
    "kind meeting noun site": "visit, visits, site visit, on site visit, on site meeting, on site, in person meeting, in person, face to face meeting",
    "kind meeting done": "met, met with, met up with",
    "kind meeting done first": "saw",
    "kind meeting done site": "visited, dropped in on, dropped by, dropped in, popped in, popped in to see, "
    "popped by, stopped by, stopped in, swung by, went to see, went by, called in on",
    "kind meeting todo": "meet, meet with",
    "kind meeting todo first": "see",
    "kind demo noun": "demo, demos, demonstration, product demo, demo call",
    "kind demo done": "demoed, demo d, gave a demo to, gave a demo",
    "kind demo todo": "give a demo to, give a demo, do a demo",
    "kind onboarding noun": "onboarding, onboarding meeting, onboarding call, kick off, kickoff",
    "kind onboarding done": "onboarded",
    "kind note noun": "note, memo",
    "kind task todo": "follow up, followup, follow up with, follow up on, chase, chase up, task, "
    "todo, to do, check in with, check in, nudge, ping, touch base with, touch base",
    "kind task done": "followed up, followed up with, followed up on, chased",
    "outcome reached": "got him, got her, got them, picked up",
    "outcome no_answer": (
        "no answer, no reply, no response, no pickup, no pick up, n/a, not available, "
        "didn t answer, did not answer, didnt answer, doesn t answer, does not answer, "
        "didn t pick up, did not pick up, didnt pick up, not picking up, unreachable, "
        "couldn t reach, could not reach, not reached, not reachable, line busy, busy, "
        "no ans, no resp, nr, no reply yet, radio silence, ghosted, ghosting, no news, nothing back, "
        "haven t heard back, not heard back, didn t reply, did not reply, hasn t replied, has not replied, "
        "no answer again, still no answer, nobody picked up, no one picked up, rang out, rings out, unavailable, nobody answered, no one answered, not in, not there, "
        "never picks up, never picked up, never answers, never answered, doesn t pick up, "
        "won t pick up, can t reach, can t get hold of, couldn t get hold of, couldn t get through, "
        "not answering, keeps ringing, just rings, phone off, no luck, engaged, no joy"
    ),
    "outcome away": "on holiday, on leave, in a meeting, out of office, out of the office, away, travelling",
    "outcome no_answer told": (
        "gatekeeper, blocked by gatekeeper, stopped by gatekeeper, stuck at gatekeeper, "
        "receptionist, got the receptionist, got reception, switchboard, stuck at reception, got the assistant, "
        "got his assistant, got her assistant, got the secretary, got the pa, got his pa, got her pa, "
        "blocked by the assistant, wrong number"
    ),
    "outcome voicemail": (
        "lvm, voicemail, vm, left voicemail, left a voicemail, left vm, left a vm, left message, "
        "left a message, left msg, left a msg, message left, voicemail left, voice mail, "
        "left him a message, left her a message, left him a voicemail, left her a voicemail, "
        "went to voicemail, answering machine, straight to voicemail, got voicemail, got vm, "
        "left a message on voicemail, left word, voice message, left a voice message, left voice message, "
        "voice note, left a voice note, left another message, left another voicemail, mailbox full, mailbox, "
        "left a vmail, left vmail, vmail, spoke to voicemail"
    ),
    "outcome call_back": (
        "asked to be called back, wants to be called back, asked me to call back, "
        "asked us to call back, asked for a callback, asked for a call back, wants a callback, "
        "wants a call back, asked me to call, callback requested, call back requested, "
        "asking for a callback, asking for a call back, asks for a callback, asks for a call back, wants me to call, "
        "wants me to call back, wants us to call, wants us to call back, asking to be called back, asks to be called back, "
        "asked me to call again, requested a callback, asked to call back"
    ),
    "outcome not_interested": (
        "not interested, no interest, not keen, isn t interested, is not interested, "
        "no longer interested, not interested at all, not interested anymore, turned us down, "
        "turned it down, turned down, turned the offer down, turned me down, negative answer, negative, "
        "said no, not for them, not for us, no thanks, declined, rejected, doesn t need, don t need it, "
        "no need, not looking, not a fit, hung up, hung up on me, won t go ahead, not going ahead, "
        "doesn t want, don t want it, passed on it, happy with current supplier, not convinced"
    ),
    "outcome meeting_booked meeting": (
        "meeting booked, meeting set, meeting scheduled, booked a meeting, booked meeting, "
        "appointment booked, appointment set, set a meeting, set up a meeting, "
        "scheduled a meeting, got a meeting, meeting agreed, meeting fixed"
    ),
    "outcome meeting_booked demo": (
        "demo booked, demo set, demo scheduled, booked a demo, set up a demo, scheduled a demo, "
        "agreed to a demo, booked demo"
    ),
    "outcome positive": (
        "ok, okay, went well, went great, went very well, went really well, it went well, "
        "interested, very interested, keen, very keen, all good, positive, very positive, "
        "loved it, went fine, ok with, "
        "fine with, agreed to a, keen on, impressed, delighted, thrilled, enthusiastic, "
        "satisfied, pleased, convinced, very happy, excited, said yes, on board, loved, loves, "
        "loves it, love it, liked it, likes it, really liked it, liked, likes, sounds good, promising, warm, receptive, green light, thumbs up, "
        "going ahead, wants to go ahead, ready to buy, ready to sign, went perfectly, good vibes, good feeling"
    ),
    "outcome positive for": "happy to, ok for, ok to, good for, good to, up for, happy with, ready to, ready for, keen to, "
    "willing to",
    "outcome positive end": "good, great, super, excellent, well, fine, perfect, brilliant, awesome, nice, "
    "lovely, amazing, fab",
    "state no_show": (
        "no show, noshow, didn t show up, did not show up, didn t show, did not show, "
        "never showed, never showed up, didn t come, did not come, stood me up, stood us up, "
        "was a no show, didn t turn up, did not turn up, never turned up, hasn t shown up, failed to show, "
        "failed to show up, didn t attend, did not attend, missed the meeting, nobody there, not there for the meeting"
    ),
    "state cancelled": "cancelled, canceled, called off, cancelled by client, cancels",
    "state moved": (
        "moved, moved to, rescheduled, rescheduled to, rescheduled for, postponed, "
        "postponed to, postponed until, pushed to, pushed back to, pushed back, moved back to, "
        "rearranged for, put off to, put off until, shifted to, rebooked for, rebooked, brought forward to, "
        "delayed to, delayed until, switched to"
    ),
    "direction in": "inbound, incoming, received, came in",
    "direction out": "outbound, outgoing",
    "done": "done, completed, finished",
    "sent": "sent, forwarded, have sent",
    "head todo": (
        "prepare, check, confirm, review, write, draft, finish, order, update, ask, "
        "remind, prep, get back to, look into, finalise, finalize, share, create, sign, deliver, "
        "print, chase for"
    ),
    "head arrange": (
        "send, resend, book, schedule, plan, arrange, set up, organise, organize, forward, set"
    ),
    "head noun": "quote, proposal, contract, offer, invoice, brochure, quotation, pricing, samples, paperwork",
    "win": (
        "signed, won, deal won, closed won, close won, closed the deal, deal closed, "
        "deal signed, contract signed, order signed, has signed, have signed, quote signed, "
        "they signed, proposal signed, sold, po received, signed off, placed order, placed an order, "
        "order placed, order received, quote accepted, accepted the quote, proposal accepted, "
        "accepted the proposal, closed it, bought, ordered, has ordered"
    ),
    "lose": (
        "lost, deal lost, closed lost, close lost, lost the deal, lost deal, lost to, deal dead, "
        "went with a competitor, chose a competitor, went with someone else, went elsewhere"
    ),
    "complaint": (
        "complaint, complaints, complains about, complained about, complaining about, "
        "complains, complained, complaining, unhappy about, unhappy with, unhappy, "
        "not happy about, not happy with, not happy, upset about, angry about"
    ),
    "text": (
        "not ok, not good, not great, not very interested, not really interested, "
        "not that interested, not signed, to be signed, not yet, well known, as well, "
        "not sent, not done, not so good, phone number, not received, "
        "lost touch, lost contact, lost my, lost the file, lost his, lost her, lost their, get lost, "
        "text of, no text, not lost, out of the office until"
    ),
    "then": "then, and then, after that, afterwards, next step, next",
    "and": "and",
}

SOFT = (
    "the a an with to for of on in at from by my our his her their i we have has had was is "
    "been now after w will ll be need must should client customer prospect company he she they him them it us me about around for s "
    "lasting during just finally quickly very really quite pretty"
)
