"""Pages of several kinds, written for the tests: each line is marked as story (``+``) or furniture (``-``).

Nothing here is taken from a real page. An empty line stays empty.
"""

LOCAL_PAPER = """\
- The Millbrook Gazette
- Your hometown news since 1894
- Home | News | Sports | Obituaries | Classifieds
+ Flood closes bridge between Millbrook and Harlan
- By Jane Roe, Staff Writer
- Published: March 4, 2021 at 6:15 p.m.
- Share Tweet Email Print

+ MILLBROOK — The bridge over the Sand River was closed on Thursday after the water rose by six feet.
+ Sheriff Tom Baker said drivers must go around by Harlan until Monday.

- ADVERTISEMENT

+ Photo: The Sand River near Millbrook on Thursday.

- Related: Council votes on a new levee

+ What happens next
+ Engineers from the state will look at the piers on Friday.
+ “We do not know yet how bad it is,” Baker told reporters at the scene.

- Sign up for our daily newsletter and never miss a story.
- Most Popular
- Man arrested after chase through downtown Harlan
- School board names new superintendent for the district
- High school wrestlers win third title in a row
- © 2021 Millbrook Media LLC. All rights reserved.
"""

BLOG = """\
- Home » Travel » Georgia
+ Two weeks by marshrutka from Tbilisi to Batumi
- Posted by Nino on 12 June 2019 · 7 min read

+ We left Tbilisi early, with too many bags and one bottle of water between the two of us.
+ I had been told that the road to Gori was good, and it was.

+ The road to Kutaisi
+ My driver sang all the way. I covered my ears, but he was right about the view.
+ In Kutaisi we slept above a bakery, which I can recommend to anyone who likes waking at four.

- Like this post? Subscribe to my newsletter!
- Filed under: Georgia, buses, food
- About the author
- I am a freelance writer and blogger based in Lisbon. I have covered travel for ten years.
- 12 comments
- Leave a Reply
- Your email address will not be published. Required fields are marked *
- Name *
- Save my name, email, and website in this browser for the next time I comment.
"""

WIRE = """\
+ Convoy reaches Goma after three days on the road
- By PAUL OTIENO
- May 3, 2022 GMT

+ GOMA, Congo (AP) — A convoy of forty trucks with food reached Goma on Tuesday, officials said.
+ It had left Kigali on Saturday and was held up for a day at the border.
+ “The road is open,” said Marie Uwase, a spokeswoman for the governor.
- ___
+ Associated Press writers Jean Mukasa in Kigali and Ann Lee in Nairobi, Kenya, contributed to this report.
- ___
- Follow AP’s coverage of Africa at https://example.org/africa
"""

MAGAZINE = """\
- Culture
+ The Last Ferry to Skye
+ When the bridge opened, the boats went away. One captain stayed.
- Text: Fiona Grant
- Listen to this article

+ Every morning at six, Callum MacLeod walks down to the pier at Kyle and looks across the water.
+ There has been no ferry since 1995, but he looks all the same, because his father did.

- Continue reading below

+ “I know what people say,” he says. He came here from Mallaig in 1971 and never left.
+ On Sundays he rows over to Kyleakin, drinks a cup of tea, and rows back.

- Already a subscriber? Log in to read more.
- You might also enjoy
- The Women Who Mapped the Hebrides
- A Winter Without Snow in the Cairngorms
- Terms of Use | Privacy Policy | Cookie Settings
"""

PRESS_RELEASE = """\
- Ministry of Transport
- Press release
- FOR IMMEDIATE RELEASE
+ Minister opens new railway line from Maribel to Port Anson
- 14 September 2022

+ The Minister of Transport, Ana Silva, today opened the railway line between Maribel and Port Anson.
+ The line is 212 kilometres long and passes through the Corda mountains in eleven tunnels.
+ Key facts:
+ • 212 km of track, of which 38 km are in tunnels
+ • six stations, among them Maribel Central
+ • trains every two hours from 1 October
+ The first train left Maribel at 9 a.m. and arrived in Port Anson shortly before noon.

- ENDS
- Media contact: press@transport.example
- For more information, visit www.transport.example
"""

GERMAN_FLAVOURED = """\
- Startseite > Ausland
+ Deutsche Urlauber stranden nach Sturm auf Rhodos
- Von Anna Weber
- Stand: 12.09.2023, 14:30 Uhr
- Anzeige

+ Nach dem Sturm sitzen Hunderte Urlauber auf Rhodos fest, wie die Behörden am Dienstag mitteilten.
+ Ein Flugzeug aus Athen sollte am Abend landen, konnte aber nicht.

- Lesen Sie auch: Was Reisende jetzt wissen müssen

+ „Wir warten seit gestern“, sagte eine Frau aus Kassel am Flughafen.

- Quelle: dpa
- Mehr zum Thema
- Impressum
"""

FORUM = """\
- Board index » Trains » Asia
- Reply
- Search
+ Trip report: Ulaanbaatar to Irkutsk in winter
- Joined: Mar 2012
- Posts: 1,204

+ Last month I took train 263 from Ulaanbaatar to Irkutsk, and it was as slow as everybody says.
+ At the border in Naushki we stood for five hours, which gave me time to read a whole book.

- Quote
- Report
- #2

+ Thanks for that! Did you have to change at Ulan-Ude, or does the carriage go through?

- Last edited by steppe_fox
- Page 1 of 3
- Powered by ExampleBoard © 2020
"""

COOKIE_WALL = """\
- We use cookies to improve your experience. By continuing you accept our cookie policy.
- Skip to main content
- Subscribe | Log in
- Daily Courier
+ Prime minister flies home early from Lima summit
- Last updated 3 hours ago
- 3 min read
- Facebook
- Twitter
- WhatsApp

+ The prime minister cut short a visit to Peru on Monday and flew home to face a vote in parliament.
+ Her plane stopped in Panama City for fuel and landed in the capital before dawn, her office said.

- Watch: Our correspondent explains the vote
- Opinion | The summit that nobody needed

+ Ministers from nine countries stayed behind in Lima to finish the text.

- The views expressed here are those of the author and do not necessarily reflect ours.
- This article was originally published in our weekend edition.
- Do you have a story for us? Email newsdesk@courier.example
"""

NEWS_AGENCY = """\
- World
- Europe
+ Freight ferry runs aground off Gotland, crew evacuated
- By Lena Holm
- November 8, 2022 7:41 AM GMT+1 Updated 2 hours ago

+ STOCKHOLM, Nov 8 (Reuters) - A freight ferry ran aground off Gotland on Tuesday, officials said.
+ The ship had been on its way from Nynashamn to Visby when it lost power in high seas, it said.
- Latest Updates
- Norway raises its alert level
- Finnish parliament debates border fence
+ "Nobody is hurt and there is no leak," a coast guard spokesman said.
+ Reporting by Lena Holm; Editing by Mark Ross
- Our Standards: The Thomson Reuters Trust Principles.
- Acquire Licensing Rights, opens new tab
- Read Next
- Tanker drifts off Estonia after engine fire
- Poland closes port for storm
"""

INDIAN_PAPER = """\
- HOME / INDIA / ASSAM
- Menu
+ Thousands stranded as Brahmaputra floods six districts of Assam
+ Army boats carried families from Majuli to Jorhat through the night
- PTI | Guwahati | Updated: July 3, 2020 9:12:44 pm
- Share Via Whatsapp
- A A A

+ At least nine people drowned and 40,000 were moved to camps in Assam on Friday, officials said.
+ The river has cut off Majuli, and relief is sent by boat from Jorhat.
- ALSO READ | How Kaziranga gets its rhinos to higher ground
+ Chief Minister Anil Das visited Dhemaji and flew over Lakhimpur in a helicopter.
- For all the latest India News, download our app.
- © The Example Express Pvt Ltd
- TAGS: Assam floods, Brahmaputra, Majuli
- Follow Us
- More From Assam
- Must Read
"""

NEWSLETTER = """\
- Subscribe
- Sign in
+ Notes from the Carpathian slow train
+ Eleven hours, one thermos
- Petra Novak
- Apr 02, 2023
- 41
- 7
- Share

+ I boarded at Lviv at ten in the evening, which is not an hour at which anybody should board anything.
+ We crossed into Slovakia at Chop, where two men measured the gauge, and we waited.

- Thanks for reading! Subscribe for free to receive new posts and support my work.

+ By Kosice the sun was up. By Poprad I had finished the thermos.
+ I would do it again tomorrow.

- 41 Likes
- 7 Comments
- Discussion about this post
- Top
- Latest
- Ready for more?
- © 2023 Petra Novak
- Privacy ∙ Terms ∙ Collection notice
"""

SPORTS_SITE = """\
- Live Scores
- Fixtures
- Tables
+ Rovers travel to Lisbon without their captain
- ExampleSport Staff
- 19 Oct 2021, 10:02 CEST

+ Rovers flew to Lisbon on Tuesday without captain Dan Price, who hurt his ankle in training.
+ Coach Ann Webb said he would stay in Leeds for treatment.
- WATCH: All the goals from the weekend
+ The match kicks off at 21:00 local time on Wednesday.
+ Rovers squad: Hill, Stone, Baker, Reed, Fox, Marsh.
- Get the latest odds from our partner
- 18+ | Gamble responsibly | T&Cs apply
- Want more football? Download the ExampleSport app
- Trending Videos
- Related Topics
"""

EURASIAN_SITE = """\
- Eurasia Courier
- Independent information agency
- 14:22, 5 October 2022
+ President arrives in Astana for summit of Asian states
- Text size: A A
- Print version

+ The president arrived in Astana on Wednesday for a summit of Asian states, his press service said.
+ He was met at the airport by the prime minister. Talks with Turkey are planned for Thursday.
- Read more:
- Leaders gather in Astana
- Gas prices on the rise
+ From Astana he will fly to Tashkent, according to the press service.
- Found a mistake? Select it and press Ctrl+Enter
- When using materials, a link to Eurasia Courier is required
- Views: 1204
- Subscribe to our Telegram channel
"""

RADIO = """\
- Listen Live
- Donate
+ A bus, a mountain and a mayor: how a road came to Huancavelica
- June 9, 2018 5:00 AM ET
- By Rosa Diaz
- 4-Minute Listen
- Transcript

+ The bus to Huancavelica used to take nine hours from Lima. Now it takes six.
+ On the steep part above Pisco, drivers cross themselves.
+ DIAZ: So you drove it the first day?
+ QUISPE: The first day, and every day since then.
+ Rosa Diaz reports from Huancavelica, in the Andes of Peru.
- Copyright © 2018. Visit our website terms of use and permissions pages for further information.
- Sponsor Message
- Become a member
"""

PAGES = {
    "local paper": LOCAL_PAPER,
    "blog": BLOG,
    "wire": WIRE,
    "magazine": MAGAZINE,
    "press release": PRESS_RELEASE,
    "German-flavoured page": GERMAN_FLAVOURED,
    "forum": FORUM,
    "page with a cookie wall": COOKIE_WALL,
    "news agency": NEWS_AGENCY,
    "Indian paper": INDIAN_PAPER,
    "newsletter": NEWSLETTER,
    "sports site": SPORTS_SITE,
    "Eurasian site": EURASIAN_SITE,
    "radio": RADIO,
}


def marked(page):
    """Give the page's text, and each of its lines with True where it is furniture."""
    lines = [(line[2:], line[0] == "-") for line in page.splitlines() if line]
    text = "\n".join(line[2:] for line in page.splitlines())
    return text, lines
