/** Passwords of at least eight characters from the top of every published list. */
export const COMMON_PASSWORDS = `
password 12345678 123456789 1234567890 password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word Password Password1 Password1!
Password123 Password123! P@ssw0rd P@ssw0rd1 P@ssword1 qwertyuiop qwerty123 qwerty12 qwerty1234 qwerty12345 qwerty123456 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y
1qaz2wsx 1qaz2wsx3edc qazwsxedc qazwsx123 zaq12wsx zaq1zaq1 asdfghjkl asdfghjk asdf1234 asdfasdf zxcvbnm1 zxcvbnm123 zxcvbnm, q1w2e3r4 q1w2e3r4t5 1234qwer
123qweasd 123qwe123 123qweasdzxc abc12345 abcd1234 abcdefgh abcdefg1 abcdef123 a1b2c3d4 a123456789 a12345678 aa123456 aa12345678 aaaaaaaa aaaaaaaaaa
11111111 111111111 1111111111 00000000 000000000 0000000000 12121212 123123123 123321123 12341234 1234512345 123454321 1234567899 12345679 123456780
1234567a 123456789a 123456abc 123456qwerty 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 87654321 987654321 9876543210 0987654321
0123456789 01234567 11223344 1122334455 112233445566 13131313 69696969 10203040 1020304050 31415926 147258369 159753456 741852963 789456123 963852741
147852369 159357456 iloveyou iloveyou1 iloveyou2 iloveyou! iloveu123 loveyou1 lovelove lovely123 sunshine sunshine1 princess princess1 football football1
baseball baseball1 basketball softball1 superman superman1 batman123 spiderman spiderman1 pokemon123 starwars starwars1 whatever whatever1 trustno1 letmein1
letmein123 welcome1 welcome123 Welcome1 Welcome1! Welcome123 changeme changeme1 changeme123 secret123 mypassword mypass123 default1 temp1234 test1234
testtest test12345 testing1 testing123 guest123 user1234 admin123 admin1234 admin12345 administrator adminadmin Admin123 Admin@123 root1234 rootroot toor1234
master123 monkey123 monkey12 dragon123 dragon12 shadow123 michael1 jennifer jennifer1 jessica1 michelle michelle1 charlie1 charlie123 jordan23 jordan123
ashley123 daniel123 andrew123 thomas123 matthew1 joshua123 anthony1 nicholas samantha samantha1 victoria victoria1 elizabeth elizabeth1 alexander alexander1
alexandra benjamin benjamin1 jonathan jonathan1 stephanie christian christopher patricia veronica angelina isabella gabriela mercedes computer computer1
internet internet1 network1 security security1 database1 windows1 microsoft google123 facebook facebook1 linkedin linkedin1 instagram twitter1 youtube1
samsung1 samsung123 iphone123 android1 blink182 metallica metallica1 slipknot nirvana1 eminem123 liverpool liverpool1 arsenal1 chelsea1 chelsea123 barcelona
barcelona1 realmadrid manchester juventus1 cowboys1 steelers packers1 yankees1 lakers24 midnight moonlight starlight butterfly butterfly1 rainbow1 flower123
chocolate chocolate1 cheese123 cookie123 pumpkin1 banana123 orange123 strawberry cherry123 snoopy123 mickey123 garfield scooby123 tigger123 pepper123
ginger123 buster123 maggie123 bailey123 hunter123 hunter12 ranger123 cowboy123 harley123 mustang1 corvette corvette1 ferrari1 porsche1 yamaha123 mercury1
platinum diamond1 silver123 golden123 freedom1 freedom123 america1 america123 england1 scotland ireland1 australia brooklyn newyork1 california chicago1
florida1 hollywood paradise heaven123 angel123 angels123 blessed1 jesus123 jesuschrist godisgood bismillah assalamualaikum krishna1 maradona
thunder1 lightning hurricane blackjack nintendo playstation playstation1 xbox360360 minecraft minecraft1 fortnite1 roblox123 warcraft1 gandalf1 matrix123
terminator skywalker darthvader mypassword1 mustang123 superstar superstar1 champion champion1 warrior1 victory1 success1 business marketing
summer2020 summer2021 summer2022 summer2023 summer2024 summer2025 Summer2023 Summer2024 Summer2025 winter2023 winter2024 winter2025 Winter2024 Winter2025
spring2024 spring2025 Spring2024 autumn2024 autumn2025 january1 december1 november1 september october1 monday123 friday123 sunday123
asdf;lkj poiuytrewq lkjhgfdsa mnbvcxz1 qweasdzxc qwer1234 qwerqwer qwertyui qwertzuiop azertyuiop azerty123 wasdwasd zxczxczxc zxcv1234 poiuyt123
hello123 hello1234 helloworld hellokitty hello12345 goodluck goodmorning fuckyou1 fuckyou123 fuckyou2 asshole1 bullshit motherfucker babygirl babygirl1
babyboy1 baby1234 honey123 sweetheart sweetie1 beautiful beautiful1 handsome1 gangster gangster1 player123 killer123 creative creative1 peaches1
correcthorsebatterystaple
`
  .trim()
  .split(/\s+/);
