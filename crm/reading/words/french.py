"""What French salespeople write: meaning -> phrases, in plain letters and without hyphens.

A meaning is a tag and its value. ``kind`` values are "kind form flags": form noun, done (participle)
or todo (infinitive); flags: in (they came to us), site, first (only where an action begins), via
(says how, not what), reached.
"""

WORDS = {
    # what was done or is to do
    "kind call noun": (
        "appel, appels, apel, coup de fil, coup de tel, coup de telephone, tel, telephone, "
        "rdv tel, rdv telephonique, relance tel, relance telephonique, point tel, point telephonique, appel telephonique, "
        "appel sortant, appels sortants, prise de contact, phoning, pt tel, echange tel, echange telephonique, "
        "contact tel, contact telephonique, appel rapide, petit appel, appel decouverte, appel de decouverte, "
        "appel de suivi, appel de qualif, appel qualif, appel de relance, relance appel"
    ),
    "kind call noun in": (
        "appel entrant, appels entrants, appel recu, appels recus, coup de fil de"
    ),
    "kind call done": (
        "appele, appelee, appeles, appelees, telephone a, rappele, rappelee, recontacte, "
        "recontactee, contacte, contactee, passe un coup de fil, passe un coup de tel, appell"
    ),
    "kind call done in": (
        "m a appele, nous a appele, m a rappele, nous a rappele, a appele, a rappele, "
        "m appelle, m a telephone, m a contacte, nous a contacte"
    ),
    "kind call done reached": (
        "eu au tel, eu au telephone, eu en ligne, parle a, parle avec, discute avec, "
        "echange avec, longuement parle avec, parle au tel avec, s est parle, longue discussion avec, "
        "discussion avec, au bout du fil"
    ),
    "kind call done reached first": "eu, parle",
    "kind call todo": (
        "je rappelle, je le rappelle, je la rappelle, je retente, retente, je reessaie, je reessaye, "
        "reessaie, reessaye, je recontacte, je retelephone, on se rappelle, se rappelle, se rappeler, "
        "nouvel essai, nouvelle tentative, rappel, re appeler, "
        "appeler, rappeler, appelle, rappelle, appelez, rappelez, recontacter, contacter, "
        "retenter, reessayer, retelephoner, telephoner, telephoner a, joindre, "
        "passer un coup de fil, passer un coup de tel, passer un appel, reprendre contact, "
        "tenter d appeler, tenter de joindre, essayer de joindre, retenter un appel"
    ),
    "kind call noun via": (
        "au tel, au telephone, par tel, par telephone, en ligne, de vive voix"
    ),
    "kind email noun": "mail, mails, email, emails, e mail, e mails, courriel, courriels, mel",
    "kind email noun in": (
        "mail recu, mails recus, email recu, courriel recu, recu mail, recu un mail, "
        "recu un email, recu email, mail entrant, email entrant"
    ),
    "kind email done": (
        "maile, emaile, mail envoye, email envoye, courriel envoye, envoye un mail, "
        "envoye un email, envoye mail, envoye email, ecrit a, repondu par mail"
    ),
    "kind email done in": "m a ecrit, nous a ecrit, m a repondu par mail, a ecrit",
    "kind email todo": "mailer, ecrire a, ecrire, envoyer un mail, envoyer un email, "
    "envoyer mail, envoyer email, faire un mail, renvoyer un mail, renvoyer mail",
    "kind email noun via": "par mail, par email, par e mail, par courriel",
    "kind email noun loose": "sms, texto, textos, message linkedin, msg linkedin, messages linkedin, "
    "linkedin, inmail, whatsapp, message whatsapp, msg whatsapp, message teams",
    "kind email noun loose in": "sms recu, recu sms, recu un sms, texto recu, recu un texto, message recu, "
    "recu un message, sms de, texto de, message linkedin recu, message linkedin de",
    "kind email done loose": "sms envoye, texto envoye, envoye sms, envoye un sms, envoye texto, "
    "envoye un texto, envoye message linkedin, message envoye, message linkedin envoye, "
    "envoye un message, envoye un message linkedin, contacte sur linkedin, contacte par sms",
    "kind email todo loose": "envoyer sms, envoyer un sms, envoyer un texto, envoyer texto, "
    "envoyer un message, envoyer message linkedin, envoyer un message linkedin",
    "kind meeting noun": (
        "rdv, rdvs, rendez vous, reunion, reunions, visio, visios, visioconference, "
        "rdv visio, entretien, entrevue"
    ),
    "kind meeting noun first": "point, dejeuner, dej, cafe, petit dej, petit dejeuner, resto, restaurant, repas, "
    "apero, teams, zoom, point visio, rv",
    "kind meeting noun site": (
        "visite, visites, visite client, rdv sur site, rdv sur place, rdv physique"
    ),
    "kind meeting done": "rencontre, rencontree",
    "kind meeting done first": "vu, vue, vus",
    "kind meeting todo": "rencontrer, revoir",
    "kind meeting todo first": "voir",
    "kind meeting todo site": "visiter, passer voir",
    "kind meeting done site": "passe voir",
    "kind demo noun": (
        "demo, demos, demonstration, demonstrations, presentation produit, rdv demo, demmo"
    ),
    "kind onboarding noun": (
        "onboarding, rdv d integration, rendez vous d integration, reunion d integration, "
        "kick off, kickoff, rdv integration, reunion de lancement, rdv de lancement"
    ),
    "kind note noun": "note, cr, compte rendu, memo, note interne",
    "kind task noun": "relance, relances, tache, suivi",
    "kind task done": "relance faite, relancee",
    "kind task todo": "je relance, je le relance, je la relance, relancer, faire une relance, relancez",
    # how it went
    "outcome reached": "joint, jointe, bien eu, a decroche",
    "outcome no_answer": (
        "nrp, ne repond pas, ne repond plus, repond pas, pas de reponse, sans reponse, "
        "n a pas repondu, a pas repondu, pas repondu, pas joignable, injoignable, "
        "non joignable, pas decroche, ne decroche pas, decroche pas, n a pas decroche, "
        "pas de rep, sans rep, pas rep, ne rep pas, rep pas, pas de retour, sans retour, toujours rien, "
        "aucune reponse, aucun retour, silence radio, pas de nouvelles, sans nouvelles, n a pas repondu encore, "
        "sonne dans le vide, ca sonne dans le vide, ca sonne, occupe, ligne occupee, "
        "pas la, n est pas la, est pas la, pas pu joindre, pas reussi a joindre, pas joint, pas dispo, "
        "jamais joignable, jamais dispo, ne decroche jamais, ne repond jamais, repond jamais, "
        "personne ne repond, personne repond, ca repond pas, ca decroche pas, indisponible, "
        "pas disponible, toujours pas joignable, toujours occupe, pas eu"
    ),
    "outcome away": "en reunion, en rdv, en conge, en conges, en deplacement, en vacances",
    "outcome no_answer told": (
        "barrage, barrage secretaire, barrage secretariat, bloque au standard, bloque par le standard, "
        "tombe sur le standard, tombe sur la secretaire, tombe sur l assistante, barrage standard, "
        "barrage assistante, bloque par la secretaire, mauvais numero, faux numero"
    ),
    "outcome voicemail": (
        "vocal, msg vocal, vocal laisse, laisse vocal, laisse un vocal, laisse un msg vocal, laisse mess, "
        "sur boite vocale, sur sa boite vocale, tombe sur boite vocale, tombe sur sa messagerie, "
        "direct messagerie, direct repondeur, messagerie vocale, sur messagerie vocale, "
        "msg, message laisse, messagerie, repondeur, msg repondeur, message repondeur, "
        "message sur repondeur, msg sur repondeur, message sur le repondeur, "
        "sur repondeur, sur le repondeur, sur messagerie, sur la messagerie, sur sa messagerie, "
        "sur son repondeur, laisse un message, laisse un msg, laisse message, laisse msg, "
        "msg laisse, message vocal, laisse message vocal, laisse un message vocal, message vocal laisse, boite vocale, "
        "tombe sur repondeur, tombe sur la messagerie, tombe sur messagerie, "
        "laisse un message sur repondeur, laisse un message sur son repondeur"
    ),
    "outcome call_back": (
        "a rappeler, demande de rappel, demande rappel, demande un rappel, "
        "demande a etre rappele, demande a etre rappelee, souhaite etre rappele, "
        "souhaite etre rappelee, veut etre rappele, veut etre rappelee, demande de rappeler, "
        "demande que je rappelle, me demande de rappeler"
    ),
    "outcome not_interested": (
        "pas interesse, pas interessee, pas interesses, pas interessees, plus interesse, "
        "plus interessee, non interesse, non interessee, a refuse, refus, "
        "n est pas interesse, n est pas interessee, pas interesse du tout, "
        "pas du tout interesse, pas du tout interessee, ne souhaite pas donner suite, a dit non, dit non, "
        "refuse, refusent, non merci, c est non, ne veut pas, ne veut plus, ne veulent pas, pas besoin, "
        "pas de besoin, n a pas besoin, n ont pas besoin, aucun besoin, deja equipe, deja equipes, "
        "reponse negative, retour negatif, avis negatif, avis defavorable, negatif, negative, decline, "
        "ne donne pas suite, ne donnent pas suite, pas de suite, pas convaincu, pas convaincus, pas emballe"
    ),
    "outcome meeting_booked meeting": (
        "rdv pris, rdv cale, rdv pose, rdv fixe, rdv obtenu, rdv planifie, "
        "rendez vous pris, rendez vous fixe, rendez vous cale, pris rdv, pris rendez vous, "
        "cale un rdv, calle un rdv, rdv calle, fixe un rdv, obtenu un rdv"
    ),
    "outcome meeting_booked demo": "demo calee, demo prise, demo fixee, demo planifiee, cale une demo",
    "outcome positive": (
        "ok, okay, tres bien, bien passe, bien passee, s est bien passe, s est bien passee, "
        "c est bien passe, ca s est bien passe, tout s est bien passe, positif, positive, "
        "tres positif, tres positive, nickel, interesse, interessee, interesses, tres interesse, "
        "tres interessee, parfait, "
        "a dit oui, tres bon contact, bon contact, bon echange, d accord, tres content, tres contente, tres contents, "
        "super content, super contente, client content, cliente contente, satisfait, satisfaite, satisfaits, ravi, ravie, ravis, emballe, emballee, "
        "emballes, seduit, seduite, convaincu, convaincue, convaincus, enthousiaste, partant, "
        "partante, chaud, chaude, motive, motivee, interessees, adore, adorent, a adore, ont adore, a aime, "
        "ont aime, aime bien, lui plait, leur plait, a plu, feu vert, c est bon, prometteur, prometteuse, "
        "bon feeling, receptif, receptive, favorable, genial, au top, excellent, excellente, dit oui, "
        "ok sur, top contact, ca avance, avance bien, veut avancer, pret a signer, prete a signer"
    ),
    "outcome positive for": "ok pour, partant pour, partante pour, d accord pour, accord pour, pret a, prete a, prets a, "
    "chaud pour, chaude pour, content de, contente de",
    "outcome positive end": "bien, bon, bonne, top, super, oui, go",
    # what became of it
    "state no_show": (
        "lapin, a pose un lapin, pose un lapin, pas venu, pas venue, n est pas venu, "
        "n est pas venue, est pas venu, pas presente, ne s est pas presente, absent au rdv, "
        "absent, absente, "
        "pas vu, jamais venu, jamais venue, ne sont pas venus, pas venus, pas au rdv, "
        "m a pose un lapin, nous a pose un lapin"
    ),
    "state no_show meeting": "absent au rdv, absente au rdv, personne au rdv, lapin au rdv, pas venu au rdv, rdv manque",
    "state cancelled": "annule, annulee, annules, annulees, a annule, annulation",
    "state moved": (
        "reporte, reportee, reportes, reportees, decale, decalee, deplace, deplacee, "
        "repousse, repoussee, a reporte, a decale, a deplace, a repousse, remis a, remis au"
    ),
    "direction in": "entrant, entrante, recu, recue",
    "direction out": "sortant, sortante",
    "done": "fini, finie, bouclee, boucle, fait, faite, faits, effectue, effectuee, termine, terminee",
    "sent": "envoye, envoyee, envoyes, envoyees, transmis, transmise, ai envoye",
    # what is to be prepared
    "head todo": (
        "preparer, refaire, modifier, rappeler de, ne pas oublier de, pas oublier de, oublier pas de, regarder, relire, verifier, confirmer, valider, finaliser, rediger, demander, "
        "chiffrer, facturer, livrer, commander, imprimer, suivre, mettre a jour, "
        "creer, completer, corriger, revoir avec, negocier, signer, faire signer, penser a, "
        "voir avec, recuperer, chercher, commencer, faire"
    ),
    "head arrange": (
        "planifier, caler, organiser, programmer, fixer, prevoir, reserver, prendre, "
        "envoyer, renvoyer, transmettre, proposer, faire parvenir"
    ),
    "head noun": (
        "devis, proposition, propale, proposition commerciale, chiffrage, contrat, offre, facture, bon de commande, dossier, "
        "documentation, doc, plaquette, tarifs, catalogue, echantillons, echantillon"
    ),
    # what it leads to
    "win": (
        "signe, signee, a signe, ont signe, gagne, gagnee, affaire gagnee, commande signee, "
        "bon de commande signe, bon de commande recu, contrat signe, devis signe, "
        "propale signee, vendu, c est signe, affaire signee, bdc signe, bdc recu, devis accepte, devis valide, "
        "accepte le devis, a accepte le devis, a valide le devis, valide le devis, a commande, "
        "commande passee, passe commande, a passe commande, c est gagne, bon pour accord, propale acceptee"
    ),
    "lose": (
        "perdu, perdue, affaire perdue, perdu l affaire, perdu face a, perdu face au, perdu face aux, perdu contre, perdu au profit de, "
        "perdu au profit du, deal perdu, "
        "dossier perdu, contrat perdu, parti chez un concurrent, parti a la concurrence, "
        "partis a la concurrence, a choisi un concurrent, a pris un concurrent, a signe ailleurs, "
        "a signe chez un concurrent, signe ailleurs"
    ),
    "complaint": (
        "reclamation, reclame, plainte, se plaint de, se plaint du, se plaint des, se plaint, "
        "s est plaint de, s est plaint du, s est plaint, s est plainte de, s est plainte, "
        "mecontent, mecontente, mecontents, pas content, pas contente, litige"
    ),
    # what only looks like one of these
    "text": (
        "pas ok, pas bien, pas top, pas tres interesse, pas tres interessee, pas trop interesse, "
        "moyennement interesse, peu interesse, bien que, bien sur, pas signe, "
        "pas encore signe, a signer, en fait, tout a fait, bien fait, pas envoye, fait le point, "
        "pas fait, point de vue, eu un, eu une, eu le, eu des, eu la, eu du, pas encore, "
        "ce qui, plus tard, pas recu, note de frais, numero de tel, au fait, rien recu, rien de neuf, "
        "s occupe, s occupe de, pas la peine, pas la meme, pas la bonne, perdu de vue, perdu le contact, "
        "perdu son, perdu sa, perdu du temps, perdu patience, pas perdu, pas perdue, temps perdu, "
        "pas la bonne personne, pas le bon moment"
    ),
    "then": "puis, ensuite, et puis, et ensuite, puis ensuite, apres quoi, et apres",
    "and": "et",
}

SOFT = (
    "le la les l un une des de du d au aux avec chez en j je ai on nous a il elle ils elles "
    "lui leur me m mon notre client cliente prospect prospecte societe contact ont est etait c "
    "apres maintenant instant il faut faudra doit dois devons que qui par pour sur y vers pendant durant environ duree "
    "moi vous te toi juste enfin vite rapidement finalement linstant jai cest quil quelle jetais "
    "tres vraiment plutot assez hyper"
)
